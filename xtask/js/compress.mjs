// Writes FILE.br (brotli, quality 11) and FILE.gz (level 9) beside every text-like file of a folder, so that the server
// only picks one. Does not choose what is served. Usage: node compress.mjs FOLDER
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const KINDS = new Set(['.html', '.css', '.js', '.txt', '.wasm', '.svg', '.json', '.webmanifest']);

const brotli = (bytes) =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

async function compress(file) {
  const bytes = await readFile(file);
  const [br, gz] = await Promise.all([brotli(bytes), promisify(gzip)(bytes, { level: 9 })]);
  // A tiny file can grow: then the plain one is the best there is.
  if (br.length < bytes.length) await writeFile(`${file}.br`, br);
  if (gz.length < bytes.length) await writeFile(`${file}.gz`, gz);
}

const folder = process.argv[2];
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
await Promise.all(
  entries
    .filter((entry) => entry.isFile() && KINDS.has(extname(entry.name)))
    .map((entry) => compress(join(entry.parentPath ?? entry.path, entry.name))),
);

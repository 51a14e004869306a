// Gives the names that the app's WebAssembly and its JavaScript glue use for each other one or two letters: the long ones,
// each with a checksum in it, are 3 % of what travels. Then puts the glue behind src/start.js, which begins it, into one
// file, without what nobody calls. Usage: node shorten.mjs FOLDER, with wasm-opt and esbuild on the PATH.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const folder = process.argv[2];
const only = (suffix) => {
  const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  if (names.length !== 1) throw new Error(`there should be one *${suffix} in ${folder}: ${names.join(', ') || 'none'}`);
  return join(folder, names[0]);
};

const wasm = only('_bg.wasm');
const glue = wasm.replace(/_bg\.wasm$/, '.js');
// What Rust's wasm32-unknown-unknown target uses. More would let wasm-opt write what browsers do not read yet.
const features = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];
const told = execFileSync('wasm-opt', [
  wasm,
  ...features.map((feature) => `--enable-${feature}`),
  '--minify-imports-and-exports-and-modules',
  '-o',
  wasm,
]);
const { imports, exports } = JSON.parse(told.toString().replace(/,(\s*\])/g, '$1'));

let text = readFileSync(glue, 'utf8');
const rename = (from, to) => {
  const next = text.replaceAll(from, to);
  if (next === text) throw new Error(`${glue} does not mention ${from}`);
  text = next;
};
const word = (name) => new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
for (const module of new Set(imports.map(([module]) => module))) rename(`"${module}"`, '"a"');
for (const [, name, short] of imports) rename(word(name), () => short);
// The start of the glue asks for one export that only modules with threads have.
for (const [name, short] of exports) text = text.replaceAll(new RegExp(`wasm\\.${name}(?![\\w$])`, 'g'), () => `wasm.${short}`);
writeFileSync(glue, text);
const started = execFileSync('esbuild', ['src/start.js', '--bundle', '--minify', '--format=esm', `--alias:@app=${resolve(glue)}`]);
// Browsers keep it for ever by its name, which so must follow what is in it.
const name = `switchboard-${createHash('sha256').update(started).digest('hex').slice(0, 16)}.js`;
rmSync(glue);
writeFileSync(join(folder, name), started);
const page = join(folder, 'index.html');
writeFileSync(page, readFileSync(page, 'utf8').replaceAll(basename(glue), name));

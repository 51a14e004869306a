// Makes the app's WebAssembly and its JavaScript glue travel light. Takes out what crates offer to a page and this one does
// not want, then optimises for size. The names that the two use for each other become one or two letters: the long ones, each
// with a checksum in it, are 3 % of what travels. Last, puts the glue behind src/start.js, which begins it, into one file.
// Usage: node optimise.mjs FOLDER, with wasm-opt, wasm-metadce and esbuild on the PATH.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
const flags = features.map((feature) => `--enable-${feature}`);
let text = readFileSync(glue, 'utf8');

// Classes of crates (server_fn has some for streams), then what only they reached on either side.
for (const [whole, name] of text.matchAll(/^export class (\w+) \{.*?^\}\n/gms)) {
  text = text.replace(whole, '').replace(new RegExp(`^if \\(Symbol\\.dispose\\) ${name}\\..*\n`, 'm'), '');
  text = text.replace(new RegExp(`^const ${name}Finalization = [^;]*;\n`, 'm'), '');
}
const wanted = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(wasm)))
  .map(({ name }) => name)
  .filter((name) => new RegExp(`wasm\\.${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text));
const graph = `${wasm}.graph`;
const all = { name: 'page', root: true, reaches: wanted };
writeFileSync(graph, JSON.stringify([all, ...wanted.map((name) => ({ name, export: name }))]));
execFileSync('wasm-metadce', [wasm, ...flags, '--graph-file', graph, '--debuginfo', '-o', wasm]);
rmSync(graph);
const imported = new Set(WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(wasm))).map(({ name }) => name));
text = text.replace(/^ {8}(\w+): function\(.*?^ {8}\},\n/gms, (whole, name) => (imported.has(name) ? whole : ''));

const optimise = (...passes) => execFileSync('wasm-opt', [wasm, ...flags, ...passes, '-o', wasm]);
optimise('-Os', '--converge', '--one-caller-inline-max-function-size=20', '--coalesce-locals-learning', '--debuginfo');
// Brotli finds more that repeats when alike functions stand together, and no hints about alignment differ.
optimise('--dealign', '--reorder-functions-by-name', '--strip-debug');
const told = optimise('--minify-imports-and-exports-and-modules');
const { imports, exports } = JSON.parse(told.toString().replace(/,(\s*\])/g, '$1'));

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
writeFileSync(glue, started);

// Browsers keep files for ever by their names, which so must follow what is in them.
const page = join(folder, 'index.html');
let html = readFileSync(page, 'utf8');
for (const [path, ending] of [[glue, '.js'], [wasm, '_bg.wasm']]) {
  const name = `switchboard-${createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)}${ending}`;
  renameSync(path, join(folder, name));
  html = html.replaceAll(basename(path), name);
}
writeFileSync(page, html);

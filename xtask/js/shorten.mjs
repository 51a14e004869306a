// Gives the names that the app's WebAssembly and its JavaScript glue use for each other one or two letters, and takes out
// of the glue what nobody calls: the long ones, each with a checksum in it, are 3 % of what travels. Usage: node
// shorten.mjs FOLDER, with wasm-opt and esbuild on the PATH.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
// Entered by its default export alone, as start.js does, so that esbuild drops the others.
const small = execFileSync('esbuild', ['--bundle', '--minify', '--format=esm'], {
  input: `export { default } from './${glue.slice(folder.length + 1)}'`,
  cwd: folder,
});
writeFileSync(glue, small);

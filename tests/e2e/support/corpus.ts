// Public lists of hostile texts (tests/corpus, see LICENSES.md), and further spellings of them that careless programs decode.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus');
const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as string[];

/** What runs where it is taken for markup or code. */
export const ATTACKS = read('xss.json');
/** What breaks programs in other ways. */
export const NAUGHTY = read('naughty.json');

const short = ATTACKS.filter((text) => text.length <= 60);
const entities = (text: string) => [...text].map((letter) => `&#x${letter.codePointAt(0)?.toString(16)};`).join('');

/** All of them and their other spellings, on lines of their own. */
export const ALL: string[] = [
  ...ATTACKS,
  ...NAUGHTY,
  ...short.filter((_, index) => index % 4 === 0).map(encodeURIComponent),
  ...short.filter((_, index) => index % 8 === 1).map(entities),
  ...short.filter((_, index) => index % 4 === 2).map((text) => `"><b>${text}</b>`),
  ...short.filter((_, index) => index % 4 === 3).map((text) => `https://example.org/?q=${text}`),
];

/** Texts put together into as few as fit the longest message. */
export function bundles(texts: string[], longest = 18_000): string[] {
  const found: string[] = [];
  let bundle = '';
  for (const text of texts) {
    if (bundle.length + text.length > longest) {
      found.push(bundle);
      bundle = '';
    }
    bundle += `${text.replace(/\r\n?/g, '\n')}\n`;
  }
  return [...found, bundle];
}

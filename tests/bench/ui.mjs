// `cargo xtask bench ui`: the app against the floor in one headless browser, in turn, on the same data of the same server.
// Prints a table and judges nothing. CHROME, SWITCHBOARD_SERVER and SWITCHBOARD_DIST name what is measured;
// `--data FOLDER` measures on a copy of that data (may be repeated: one table each, and one that compares), `--runs N`,
// `--json FILE` (every number), `--profile FOLDER` (of the updates).
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { launchOptions } from '../e2e/support/chromium.mjs';
import { readContents } from './support/contents.mjs';
import { startFront } from './support/front.mjs';
import { startHost } from './support/host.mjs';
import { comparison, report } from './support/report.mjs';
import { oneRun } from './support/run.mjs';
import { startServer } from './support/server.mjs';

const { chromium } = createRequire(new URL('../e2e/package.json', import.meta.url))('@playwright/test');

const text = { type: 'string' };
const options = { data: { ...text, multiple: true }, runs: { ...text, default: '5' }, json: text, profile: text };
const { values: asked } = parseArgs({ options });
const { SWITCHBOARD_SERVER: program, SWITCHBOARD_DIST: dist } = process.env;
if (!program || !dist) throw new Error('SWITCHBOARD_SERVER and SWITCHBOARD_DIST must name the server and the built app');
if (asked.profile) await mkdir(asked.profile, { recursive: true });

const browser = await chromium.launch(launchOptions);
try {
  const measured = [];
  for (const data of asked.data ?? [undefined]) {
    measured.push(await on(data));
    console.log(report(measured.at(-1)));
  }
  if (measured.length > 1) console.log(comparison(measured));
  if (asked.json) {
    const numbers = measured.map(({ contents: { total, long }, calibration, runs }) => ({ total, long: long.entries, calibration, runs }));
    await writeFile(asked.json, JSON.stringify(numbers, null, 2));
  }
} finally {
  await browser.close();
}

/** All rounds on this data. */
async function on(data) {
  const server = await startServer({ program, dist, data });
  const fronts = {
    app: await startFront({ target: server.port }),
    floor: await startFront({ target: server.port, folder: path.join(import.meta.dirname, 'floor') }),
  };
  const contents = await readContents(server.api);
  const host = await startHost({ api: server.api, space: contents.space, switchboard: fronts.app.origin });
  try {
    return await measure({ server, fronts, host, contents }, Number(asked.runs));
  } finally {
    await host.stop();
    await Promise.all(Object.values(fronts).map((front) => front.stop()));
    await server.stop();
  }
}

async function measure({ server, fronts, host, contents }, count) {
  const runs = { app: [], floor: [] };
  const calibration = [];
  // A round before warms up browser and server, and one after is profiled, which costs time: neither is counted.
  const last = asked.profile ? count + 1 : count;
  for (let round = 0; round <= last; round += 1) {
    for (const who of round % 2 ? ['app', 'floor'] : ['floor', 'app']) {
      const calm = await calibrate();
      const profile = round > count ? (found) => writeFile(path.join(asked.profile, `${who}.cpuprofile`), JSON.stringify(found)) : undefined;
      const found = await oneRun(browser, { front: fronts[who], host, contents, cookies: server.api.cookies, profile, who });
      console.error(`round ${round} of ${last}, ${who}: list after ${found.start.toFixed(0)} ms, ${found.updateMs.toFixed(0)} ms for 1,000 updates`);
      if (round === 0 || round > count) continue;
      runs[who].push(found);
      calibration.push(calm);
    }
  }
  return { contents, runs, calibration };
}

/** A fixed piece of work, to see whether the machine does something else meanwhile. */
async function calibrate() {
  const page = await browser.newPage();
  const time = await page.evaluate(() => {
    const begin = performance.now();
    let sum = 0;
    for (let n = 0; n < 1.5e8; n += 1) sum = (sum + n * 7) | 0;
    return performance.now() - begin + (sum & 0);
  });
  await page.close();
  return time;
}

// One run of one contestant in a browser context of its own: start, start again, threads, tabs, typing, updates, the long
// thread. Answers with plain numbers by name; what they are called on paper is in report.mjs.
import { readFile } from 'node:fs/promises';

import { makeStream } from './contents.mjs';

const KEYS = 30;
const UPDATES_PER_S = 1_000;
const SECONDS = 5;
/** Pages of 50 that are scrolled up in the long thread. */
const PAGES = 20;
const MB = 1_048_576;
const probes = await readFile(new URL('./probes.js', import.meta.url), 'utf8');

export async function oneRun(browser, { front, contents, cookies, profile }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' });
  await context.addCookies(cookies);
  await context.addInitScript(`${probes}; switchboardBench.expected = ${JSON.stringify(contents.first.active)};`);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const bench = { page, devtools, front, contents, origin: front.origin, profile, found: {} };
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await start(bench);
    await threads(bench);
    await tabs(bench);
    await typing(bench);
    await updates(bench);
    await longThread(bench);
    return bench.found;
  } finally {
    await context.close();
  }
}

/** Navigation to eight rows painted; bytes as they came over the wire. */
async function start({ page, devtools, contents, origin, found }) {
  const urls = new Map();
  const bytes = { files: 0, api: 0 };
  devtools.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[urls.get(requestId)?.includes('/api/') ? 'api' : 'files'] += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await page.goto(`${origin}/s/${contents.space}/all`);
  found.start = await page.evaluate(() => switchboardBench.started);
  await page.waitForLoadState('networkidle');
  await devtools.send('Network.disable');
  [found.filesKb, found.apiKb] = [bytes.files / 1024, bytes.api / 1024];
  await page.reload();
  found.startAgain = await page.evaluate(() => switchboardBench.started);
  Object.assign(found, { heapStart: await heap(devtools, page), elementsStart: await elements(page) });
}

/** Pointer down to three messages painted, four conversations, twice. */
async function threads({ page, devtools, contents, found }) {
  for (const name of ['thread', 'threadAgain']) {
    const times = [];
    for (const thread of contents.threads) times.push(await openThread(page, thread));
    found[name] = median(times);
  }
  Object.assign(found, { heapThreads: await heap(devtools, page), elementsThread: await elements(page) });
}

function openThread(page, thread) {
  return press(page, page.locator(`[id="row-${thread.id}"]`), (wanted) => () => switchboardBench.threadShows(wanted), thread);
}

/** Active to All and back, twice: the first time All is fetched. */
async function tabs({ page, contents, found }) {
  const to = (label, ids) => {
    const tab = page.getByRole('tablist', { name: 'Status' }).getByRole('tab', { name: new RegExp(`^${label}`) });
    return press(page, tab, ([label, ids]) => () => switchboardBench.tabIs(label) && switchboardBench.listBegins(ids), [label, ids]);
  };
  found.tab = await to('All', contents.first.all);
  await to('Active', contents.first.active);
  found.tabAgain = await to('All', contents.first.all);
  await to('Active', contents.first.active);
}

/** Presses with the real pointer and answers how long until `check` holds on screen. */
async function press(page, target, check, about) {
  const box = await target.boundingBox();
  // The probe looks from before the press on, so the first frame counts.
  await page.evaluate(`switchboardBench.result = switchboardBench.painted((${check})(${JSON.stringify(about)})); 0`);
  await page.mouse.click(box.x + Math.min(100, box.width / 2), box.y + box.height / 2);
  return within(page, () => page.evaluate(async () => (await switchboardBench.result) - switchboardBench.pressedAt), JSON.stringify(about));
}

/** A key's event to the paint of the next frame. */
async function typing({ page, contents, found }) {
  // The app closes the conversation with its list.
  await openThread(page, contents.threads[0]);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.click();
  await page.evaluate(() => void (switchboardBench.keys = []));
  for (let n = 0; n < KEYS; n += 1) await page.keyboard.press('abcdefghij '[n % 11], { delay: 20 });
  const { keys, written } = await page.evaluate(async () => {
    await switchboardBench.painted(() => true);
    const field = document.activeElement;
    return { keys: switchboardBench.keys, written: (field.value ?? field.textContent).length };
  });
  if (written < KEYS) throw new Error(`${KEYS} keys were pressed and ${written} letters came`);
  found.key = median(keys);
  found.keySlowest = Math.max(...keys);
}

/** Messages to many conversations, the open one too; main-thread time includes what is still to be done at their end. */
async function updates({ page, devtools, front, contents, profile, found }) {
  const { frames, top } = makeStream(contents, contents.threads[0].id, UPDATES_PER_S * SECONDS);
  if (profile) await devtools.send('Profiler.enable').then(() => devtools.send('Profiler.start'));
  const before = await metrics(devtools);
  await page.evaluate(() => switchboardBench.startFrames());
  await front.say(frames, UPDATES_PER_S);
  const ended = Date.now();
  const inOrder = await page.evaluate(
    (top) => Promise.race([switchboardBench.painted(() => switchboardBench.listBegins(top)).then(() => 1), new Promise((done) => setTimeout(done, 5000, 0))]),
    top,
  );
  found.drain = Date.now() - ended;
  const { frames: times, long } = await page.evaluate(() => switchboardBench.stopFrames());
  const after = await metrics(devtools);
  if (profile) await profile((await devtools.send('Profiler.stop')).profile);
  const perThousand = (name) => ((after[name] - before[name]) * 1e6) / frames.length;
  Object.assign(found, {
    inOrder,
    updateMs: perThousand('TaskDuration'),
    updateScriptMs: perThousand('ScriptDuration'),
    updateLayoutMs: perThousand('LayoutDuration') + perThousand('RecalcStyleDuration'),
    frames: times.length,
    longTasks: long.length,
    slowestFrame: Math.max(...times),
    frameP95: times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)],
    heapUpdates: await heap(devtools, page),
    elementsUpdates: await elements(page),
  });
}

/** The longest conversation at its own address, scrolled up, left and come back to. */
async function longThread({ page, devtools, contents, origin, found }) {
  const { long, threads } = contents;
  const shows = (wanted) => () => switchboardBench.threadShows(wanted);
  await page.goto(`${origin}/s/${contents.space}/c/${long.id}`);
  found.longStart = await within(page, () => page.evaluate(`switchboardBench.painted((${shows})(${JSON.stringify(long)}))`), 'the long thread');
  await page.waitForLoadState('networkidle');
  const before = await metrics(devtools);
  await page.evaluate(() => switchboardBench.startFrames());
  const pages = await page.evaluate((most) => switchboardBench.scrollUp(most), Math.min(PAGES, Math.ceil(long.entries / 50) - 1));
  await page.evaluate(() => switchboardBench.painted(() => true));
  const { frames } = await page.evaluate(() => switchboardBench.stopFrames());
  const after = await metrics(devtools);
  found.longPages = pages;
  if (pages > 0) found.longPageMs = ((after.TaskDuration - before.TaskDuration) * 1e3) / pages;
  found.longSlowestFrame = Math.max(...frames);
  found.elementsLong = await elements(page);
  found.longLeave = await openThread(page, threads.find(({ id }) => id !== long.id));
  found.longBack = await within(
    page,
    () =>
      page.evaluate(`(async () => {
        const begin = performance.now();
        history.back();
        return (await switchboardBench.painted((${shows})(${JSON.stringify(long)}))) - begin;
      })()`),
    'the long thread again',
  );
  found.heapLong = await heap(devtools, page);
}

const PATIENCE_MS = 20_000;

/** A probe that never sees what it waits for is a mistake worth a sentence. */
async function within(page, look, what) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(failed, PATIENCE_MS, new Error(`${page.url()} does not show ${what}`));
  });
  return Promise.race([look(), late]).finally(() => clearTimeout(timer));
}

async function metrics(devtools) {
  const { metrics: all } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/** Megabytes after two collections: what scripts hold, what the browser holds for them, and the memory of WebAssembly. */
async function heap(devtools, page) {
  for (let n = 0; n < 2; n += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => switchboardBench.memory?.buffer.byteLength ?? 0);
  return (usedSize + embedderHeapUsedSize + backingStorageSize + wasm) / MB;
}

const elements = (page) => page.evaluate(() => document.getElementsByTagName('*').length);

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

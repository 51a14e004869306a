// What all measurements use: pressing and waiting in the page, counters of the browser, and a little arithmetic.

const PATIENCE_MS = 20_000;
const MB = 1_048_576;

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const p95 = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.95)];

/** Presses with the real pointer and answers how long until `check` holds on screen. */
export async function press(page, target, check, about) {
  const box = await target.boundingBox();
  // The probe looks from before the press on, so the first frame counts.
  await page.evaluate(`switchboardBench.result = switchboardBench.painted((${check})(${JSON.stringify(about)})); 0`);
  await page.mouse.click(box.x + Math.min(100, box.width / 2), box.y + box.height / 2);
  return within(page, () => page.evaluate(async () => (await switchboardBench.result) - switchboardBench.pressedAt), JSON.stringify(about));
}

export function openThread(page, thread) {
  return press(page, page.locator(`[id="row-${thread.id}"]`), (wanted) => () => switchboardBench.threadShows(wanted), thread);
}

/** A probe that never sees what it waits for is a mistake worth a sentence. */
export async function within(page, look, what) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(failed, PATIENCE_MS, new Error(`${page.url()} does not show ${what}`));
  });
  return Promise.race([look(), late]).finally(() => clearTimeout(timer));
}

export async function metrics(devtools) {
  const { metrics: all } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/** Megabytes after two collections: what scripts hold, what the browser holds for them, and the memory of WebAssembly. */
export async function heap(devtools, page) {
  for (let n = 0; n < 2; n += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => switchboardBench.memory?.buffer.byteLength ?? 0);
  return (usedSize + embedderHeapUsedSize + backingStorageSize + wasm) / MB;
}

export const elements = (page) => page.evaluate(() => document.getElementsByTagName('*').length);

// Starting: how long until the list is painted, what was loaded for it and in which order, and the same on a slow line.
import { elements, heap, within } from './measure.mjs';

/** A phone's line in a bad place: bytes a second down and up, milliseconds of delay. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** Navigation to eight rows painted; bytes as they came over the wire. */
export async function start({ page, devtools, contents, origin, found }) {
  const urls = new Map();
  const bytes = { files: 0, api: 0 };
  let requests = 0;
  // Icons and the manifest are fetched when the browser pleases.
  devtools.on('Network.requestWillBeSent', ({ request }) => (requests += /\.(svg|ico|webmanifest)$/.test(request.url) ? 0 : 1));
  devtools.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[urls.get(requestId)?.includes('/api/') ? 'api' : 'files'] += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await page.goto(`${origin}/s/${contents.space}/all`);
  found.start = await page.evaluate(() => switchboardBench.started);
  found.requests = requests;
  Object.assign(found, await page.evaluate(askedBeforeCompiled));
  await page.waitForLoadState('networkidle');
  await devtools.send('Network.disable');
  [found.filesKb, found.apiKb] = [bytes.files / 1024, bytes.api / 1024];
  await page.reload();
  found.startAgain = await page.evaluate(() => switchboardBench.started);
  found.shift = await page.evaluate(() => switchboardBench.shift);
  Object.assign(found, { heapStart: await heap(devtools, page), elementsStart: await elements(page) });
}

/** How many answers of the API had been asked for when the WebAssembly ran. */
function askedBeforeCompiled() {
  const { compiled } = switchboardBench;
  if (compiled === undefined) return {};
  const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/'));
  return { apiEarly: asked.filter(({ startTime }) => startTime < compiled).length, compiled };
}

/** The same with nothing in the cache on a slow line. */
export async function slowStart({ page, devtools, contents, origin, found }) {
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.emulateNetworkConditions', SLOW);
  await page.goto(`${origin}/s/${contents.space}/all`);
  found.slowStart = await within(page, () => page.evaluate(() => switchboardBench.started), 'the list on a slow line');
  found.slowLcp = await page.evaluate(() => switchboardBench.lcp);
}

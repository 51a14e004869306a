// One run of one contestant in a browser context of its own, stage after stage. Answers with plain numbers by name; what they
// are called on paper is in report.mjs.
import { readFile } from 'node:fs/promises';

import { pressHost } from './host.mjs';
import { elements, heap, median, openThread, press } from './measure.mjs';
import { longThread, scrollList } from './scrolling.mjs';
import { slowStart, start } from './start.mjs';
import { sending, typing, updates } from './writing.mjs';

const probes = await readFile(new URL('./probes.js', import.meta.url), 'utf8');

export async function oneRun(browser, { front, host, contents, cookies, profile, who }) {
  const found = {};
  await pressHost(browser, { origin: host.origin, who, found });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' });
  await context.addCookies(cookies);
  await context.addInitScript(`${probes}; switchboardBench.expected = ${JSON.stringify(contents.first.active)};`);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const bench = { page, devtools, front, contents, origin: front.origin, profile, found };
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await start(bench);
    await threads(bench);
    await tabs(bench);
    await typing(bench);
    await scrollList(bench);
    // After what asks the server for lists: these updates are told to the browser alone, and the server's lists know nothing of them.
    await updates(bench);
    await longThread(bench);
    if (who === 'app') await sending(bench);
    await slowStart(bench);
    return found;
  } finally {
    await context.close();
  }
}

/** Pointer down to three messages painted, four conversations, twice. */
async function threads({ page, devtools, contents, found }) {
  for (const name of ['thread', 'threadAgain']) {
    const times = [];
    for (const thread of contents.threads) times.push(await openThread(page, thread));
    found[name] = median(times);
    found[`${name}Slowest`] = Math.max(...times);
  }
  Object.assign(found, { heapThreads: await heap(devtools, page), elementsThread: await elements(page) });
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

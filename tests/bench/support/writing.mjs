// Writing: from a key to its letter, also while updates rush in, and from Enter to the bubble whatever the server does.
import { makeStream } from './contents.mjs';
import { median, metrics, elements, heap, openThread, p95, within } from './measure.mjs';

const KEYS = 30;
const UPDATES_PER_S = 1_000;
const SECONDS = 5;
/** Letters typed while as many updates a second go on, and the pause between them. */
const BUSY_KEYS = 60;
const BUSY_PACE_MS = 40;
const SENDS = 5;

/** A key's event to the paint of the next frame. */
export async function typing({ page, contents, found }) {
  // The app closes the conversation with its list.
  await openThread(page, contents.threads[0]);
  await field(page).click();
  const keys = await typed(page, KEYS, 20);
  found.key = median(keys);
  found.keySlowest = Math.max(...keys);
}

const field = (page) => page.getByRole('textbox', { name: 'Message' });

/** Types so many letters and answers how long each took to be painted; none may be lost. */
async function typed(page, count, delay) {
  await page.evaluate(() => void (switchboardBench.keys = []));
  const before = await field(page).inputValue();
  for (let n = 0; n < count; n += 1) await page.keyboard.press('abcdefghij '[n % 11], { delay });
  const keys = await page.evaluate(async () => {
    await switchboardBench.painted(() => true);
    return switchboardBench.keys;
  });
  const written = (await field(page).inputValue()).length - before.length;
  if (written < count) throw new Error(`${count} keys were pressed and ${written} letters came`);
  return keys;
}

/** Messages to many conversations, the open one too; main-thread time includes what is still to be done at their end. */
export async function updates({ page, devtools, front, contents, profile, found }) {
  const stream = makeStream(contents, contents.threads[0].id);
  const { frames, top } = stream.next(UPDATES_PER_S * SECONDS);
  if (profile) await devtools.send('Profiler.enable').then(() => devtools.send('Profiler.start'));
  const before = await metrics(devtools);
  await page.evaluate(() => switchboardBench.startFrames());
  await front.say(frames, UPDATES_PER_S);
  const ended = Date.now();
  found.inOrder = await listBegins(page, top);
  found.drain = Date.now() - ended;
  const { frames: times, long } = await page.evaluate(() => switchboardBench.stopFrames());
  const after = await metrics(devtools);
  if (profile) await profile((await devtools.send('Profiler.stop')).profile);
  const perThousand = (name) => ((after[name] - before[name]) * 1e6) / frames.length;
  Object.assign(found, {
    updateMs: perThousand('TaskDuration'),
    updateScriptMs: perThousand('ScriptDuration'),
    updateLayoutMs: perThousand('LayoutDuration') + perThousand('RecalcStyleDuration'),
    frames: times.length,
    longTasks: long.length,
    longestTask: Math.max(0, ...long),
    slowestFrame: Math.max(...times),
    frameP95: p95(times),
    heapUpdates: await heap(devtools, page),
    elementsUpdates: await elements(page),
  });
  await field(page).click();
  const more = stream.next(UPDATES_PER_S * Math.ceil((BUSY_KEYS * BUSY_PACE_MS) / 1000));
  const said = front.say(more.frames, UPDATES_PER_S);
  const keys = await typed(page, BUSY_KEYS, BUSY_PACE_MS);
  await said;
  Object.assign(found, { keyBusy: median(keys), keyBusyP95: p95(keys) });
  found.inOrder = Math.min(found.inOrder, await listBegins(page, more.top));
}

function listBegins(page, top) {
  return page.evaluate(
    (top) => Promise.race([switchboardBench.painted(() => switchboardBench.listBegins(top)).then(() => 1), new Promise((done) => setTimeout(done, 5000, 0))]),
    top,
  );
}

/** Enter to the bubble, with a server that answers at once, late, or not at all. The floor cannot send. */
export async function sending({ page, front, contents, found, origin }) {
  const cases = [
    ['send', { afterMs: 0 }],
    ['sendLate', { afterMs: 2_000 }],
    ['sendDown', { afterMs: 0, cut: true }],
  ];
  for (const [index, [name, how]] of cases.entries()) {
    front.answerSends(how);
    await page.goto(`${origin}/s/${contents.space}/c/${contents.threads[index].id}`);
    await field(page).click();
    await field(page).fill('');
    const times = [];
    for (let n = 1; n <= SENDS; n += 1) {
      const text = `Bubble ${n} of the case ${name}`;
      await page.keyboard.insertText(text);
      await page.evaluate(`switchboardBench.result = switchboardBench.painted(() => switchboardBench.logSays(${JSON.stringify(text)})); 0`);
      await page.keyboard.press('Enter');
      times.push(await within(page, () => page.evaluate(async () => (await switchboardBench.result) - switchboardBench.enteredAt), text));
    }
    found[name] = median(times);
  }
  front.answerSends(undefined);
}

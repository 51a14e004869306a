// Scrolling: the list by wheel and by its scrollbar, the long thread upwards.
import { elements, heap, metrics, openThread, p95, within } from './measure.mjs';

/** Turns of the wheel, and how far each goes. */
const TURNS = 60;
const TURN_PX = 500;
/** Where the scrollbar is thrown to. */
const THROWS = [0.5, 0.9, 0.2, 1, 0.7, 0];
/** Pages of 50 that are scrolled up in the long thread. */
const PAGES = 20;

/** Down the list with the wheel, then here and there with the scrollbar. */
export async function scrollList({ page, found }) {
  const box = await page.getByRole('list', { name: 'Conversations' }).boundingBox();
  await page.mouse.move(box.x + box.width / 2, 500);
  await page.evaluate(() => {
    switchboardBench.startFrames();
    switchboardBench.watchList();
  });
  for (let n = 0; n < TURNS; n += 1) await page.mouse.wheel(0, TURN_PX);
  await page.evaluate(() => switchboardBench.painted(() => true));
  found.wheelBlank = await page.evaluate(() => switchboardBench.unwatchList());
  const { frames } = await page.evaluate(() => switchboardBench.stopFrames());
  found.wheelP95 = p95(frames);
  found.elementsScrolled = await elements(page);
  const times = [];
  for (const part of THROWS) times.push(await within(page, () => page.evaluate((part) => switchboardBench.throwTo(part), part), `the list at ${part}`));
  found.throwSlowest = Math.max(...times);
  found.shiftScrolled = await page.evaluate(() => switchboardBench.shift);
}

/** The longest conversation at its own address, scrolled up, left and come back to. */
export async function longThread({ page, devtools, contents, origin, found }) {
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

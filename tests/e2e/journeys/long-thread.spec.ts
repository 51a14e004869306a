// A thread that is too long to be on screen: read to its beginning and back, by scrolling, keys and links, with nothing
// that is read ever moving and never much in the document.
import { expect, type Page } from '@playwright/test';

import { test } from '../support/office';

test.use({ officeOf: 'long-thread' });

const LINES = 620;

/** Scrolls up by this many pixels a frame until the beginning is there; answers with the largest drift of what is read. */
function scrollUp(page: Page, step: number): Promise<{ drift: number; elements: number; seen: number[] }> {
  return page.evaluate(async (step) => {
    const log = document.querySelector('[role=log][aria-label=Messages]')!;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const [seen, found] = [new Set<number>(), { drift: 0, elements: 0 }];
    for (let frames = 0, still = 0; frames < 4_000 && still < 60; frames += 1) {
      const upper = log.getBoundingClientRect().top;
      const articles = [...log.querySelectorAll('article')];
      for (const one of articles) seen.add(Number(/Line (\d+)\./.exec(one.textContent ?? '')?.[1]));
      const read = articles.find((one) => one.getBoundingClientRect().bottom > upper)!;
      const before = { top: read.getBoundingClientRect().top, scroll: log.scrollTop };
      log.scrollTop -= step;
      const moved = before.scroll - log.scrollTop;
      await frame();
      await frame();
      if (read.isConnected) found.drift = Math.max(found.drift, Math.abs(read.getBoundingClientRect().top - before.top - moved));
      found.elements = Math.max(found.elements, document.getElementsByTagName('*').length);
      still = moved === 0 ? still + 1 : 0;
    }
    return { ...found, seen: [...seen].filter((line) => line > 0).sort((a, b) => a - b) };
  }, step);
}

test('to the beginning and back, with little in the document and nothing that moves', async ({ office, sit }) => {
  test.setTimeout(120_000);
  const lou = await office.newCustomer('Lengthy Lou', 'Line 1.');
  for (let n = 2; n <= LINES; n += 1) await office.provider.says(lou, `Line ${n}.${n % 7 === 0 ? '\nand its second line' : ''}`);
  const address = await office.link(lou.conversation);
  const desk = await sit('ingrid', { at: address });
  const { page, thread } = desk;
  const newest = thread.all().last();
  await expect(newest).toContainText(`Line ${LINES}.`);
  await expect(newest).toBeInViewport();

  const up = await scrollUp(page, 700);
  await expect(thread.log.getByText('This is where the conversation begins.')).toBeVisible();
  expect(up.seen).toEqual(Array.from({ length: LINES }, (_, index) => index + 1));
  expect(up.drift, 'pixels that what is read moved by itself').toBeLessThanOrEqual(1);
  expect(up.elements, 'elements in the document').toBeLessThanOrEqual(1_500);

  // What comes meanwhile is counted, moves nothing, and is one press away.
  const first = thread.all().first();
  const before = await first.boundingBox();
  await office.provider.says(lou, 'Something new');
  const pill = thread.region.getByRole('button', { name: '1 new message' });
  await expect(pill).toBeVisible();
  expect(await first.boundingBox()).toEqual(before);
  await pill.click();
  await expect(thread.bubbles('Something new')).toBeInViewport();
  await expect(pill).toBeHidden();

  // Home and End are the conversation's; so is where a link leads, with nothing but what is around it.
  await thread.log.focus();
  await page.keyboard.press('Home');
  await expect(thread.log.getByText('Line 1.', { exact: true })).toBeInViewport();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await expect(thread.bubbles('Something new')).toBeInViewport();
  await page.goto(`${address}?at=300`);
  const target = thread.log.locator('[aria-current=true]');
  await expect(target).toContainText('Line 300.');
  await expect(target).toBeInViewport();
  await thread.composer.says('What was that?');
  await expect(thread.bubbles('What was that?')).toBeInViewport();
});

// A list of thousands: thrown to its middle and its end, by scrollbar and by keys, with few rows in the document.
import { expect } from '@playwright/test';

import { test } from '../support/office';

test.use({ officeOf: 'a long list', conversations: 4_000 });

test('thrown to the middle, to the end and back', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const { page, list } = desk;
  const scroller = page.locator('.virtual-list');
  await list.tab('All').click();
  const setSize = async () => Number(await list.rows.first().getAttribute('aria-setsize'));
  await expect.poll(setSize).toBeGreaterThan(1_000);
  const total = await setSize();
  /** The places of the rows on screen, in order. */
  const places = () =>
    scroller.evaluate((box) => {
      const { top, bottom } = box.getBoundingClientRect();
      const seen = [...box.querySelectorAll('[aria-posinset]')].filter((row) => {
        const { top: from, bottom: to } = row.getBoundingClientRect();
        return to > top && from < bottom;
      });
      return seen.map((row) => Number(row.getAttribute('aria-posinset'))).sort((one, other) => one - other);
    });
  /** The screen is full of rows, around this place. */
  const shows = async (place: number) => {
    await expect(async () => {
      const shown = await places();
      expect(shown.length).toBeGreaterThan(8);
      expect(shown).toEqual(shown.map((_, index) => shown[0]! + index));
      expect(Math.abs(shown[4]! - place)).toBeLessThan(15);
    }).toPass();
    expect(await list.rows.count()).toBeLessThanOrEqual(80);
  };
  await shows(5);
  await scroller.evaluate((box) => box.scrollTo(0, box.scrollHeight / 2));
  await shows(total / 2);
  // Somebody new begins, far above: the rows on screen stay, each one place further down.
  const [row] = await list.rows.getByRole('link').evaluateAll((rows) => rows.slice(12, 13).map((one) => one.getAttribute('aria-label')));
  const held = list.rows.filter({ has: page.getByRole('link', { name: row!, exact: true }) }).first();
  const before = [Number(await held.getAttribute('aria-posinset')), (await held.boundingBox())!.y];
  const nina = await office.newCustomer('New Nina', 'Hello');
  await expect.poll(async () => Number(await held.getAttribute('aria-posinset'))).toBe(before[0]! + 1);
  expect((await held.boundingBox())!.y).toBeCloseTo(before[1]!, 0);

  // The focus goes where the keys lead, even if that has to be loaded.
  await list.rows.getByRole('link').nth(12).focus();
  await page.keyboard.press('End');
  await expect(page.locator(':focus')).toBeVisible();
  await expect.poll(() => page.evaluate(() => Number(document.activeElement?.closest('[aria-posinset]')?.getAttribute('aria-posinset')))).toBe(total + 1);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await expect(list.row(nina.name)).toBeFocused();
  await shows(5);
});

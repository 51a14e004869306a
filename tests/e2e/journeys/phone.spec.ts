// A phone in the hand: one pane at a time, by touch, from sign-in to reply, back, and details; never wider than the screen.
import { expect, type Locator, type Page } from '@playwright/test';

import { test } from '../support/office';
import { choose } from '../support/parts';

test.use({ officeOf: 'phone' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function isNoWider(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, 'pixels beyond the screen').toBeLessThanOrEqual(0);
}

/** What is shown fills the screen's width, and the others are not there. */
async function isAlone(page: Page, shown: Locator, ...others: Locator[]): Promise<void> {
  await expect(shown).toBeVisible();
  await expect.poll(async () => (await shown.boundingBox())?.width ?? 0).toBeGreaterThan(380);
  for (const other of others) await expect(other).not.toBeInViewport();
  await isNoWider(page);
}

test('one pane at a time, by touch', async ({ office, sit }) => {
  const tara = await office.newCustomer('Touch Tara', 'Typing with thumbs');
  const desk = await sit('ingrid', { ...PHONE, signedOut: true });
  const { page, list, thread, details, views } = desk;
  await isNoWider(page);
  const { email, password } = office.server.signIn('ingrid');
  await desk.signIn.email.tap();
  await page.keyboard.insertText(email);
  await desk.signIn.password.tap();
  await page.keyboard.insertText(password);
  await desk.signIn.button.tap();
  await desk.isReady();
  await isAlone(page, list.region, thread.composer.message, details.pane, views);

  await list.row(tara.name).tap();
  await expect(thread.heading).toHaveText(tara.name);
  await isAlone(page, thread.region, list.region, details.pane, views);
  await thread.composer.message.tap();
  await page.keyboard.insertText('Thumbs up!');
  await thread.composer.send.tap();
  await expect(thread.bubbles('Thumbs up!')).toHaveCount(1);
  await expect(thread.bubbles('Thumbs up!')).toBeInViewport();
  await expect.poll(() => office.provider.withText('Thumbs up!').length, { timeout: 15_000 }).toBe(1);
  await isNoWider(page);

  await thread.region.getByRole('button', { name: 'Details' }).tap();
  await expect(details.section('Contact data')).toBeInViewport();
  await isAlone(page, details.pane, list.region, thread.composer.message);
  await expect(details.pane).toContainText(tara.address);
  await details.pane.getByRole('button', { name: 'Back' }).tap();
  await isAlone(page, thread.region, list.region, details.pane);

  await thread.back.tap();
  await isAlone(page, list.region, thread.heading, thread.composer.message, details.pane);
  await expect(page).toHaveURL(/\/all(\?.*)?$/);
  await list.hasUnread(tara.name, 0);

  // The browser's own way back and forth.
  await page.goBack();
  await isAlone(page, thread.region, list.region);
  await page.goForward();
  await isAlone(page, list.region, thread.heading);

  // The rail is a drawer; choosing a view puts it back.
  await list.region.getByRole('button', { name: 'Views' }).tap();
  await expect(desk.view('Closed')).toBeInViewport();
  await desk.view('Closed').tap();
  await expect(page).toHaveURL(/\/closed$/);
  await isAlone(page, list.region, views);

  await list.region.getByRole('button', { name: 'Views' }).tap();
  await page.getByRole('button', { name: /^Account: / }).tap();
  await choose(page.getByRole('menu', { name: /^Account: / }), 'Sign out');
  await expect(desk.signIn.button).toBeVisible();
  await isNoWider(page);
});

test('what is touched is large enough', async ({ office, sit }) => {
  const tim = await office.newCustomer('Target Tim', 'Big fingers');
  const desk = await sit('ingrid', PHONE);
  const small = () =>
    desk.page.locator('button:visible, a:visible, [role=tab]:visible').evaluateAll((elements) =>
      elements
        .map((element) => ({ box: element.getBoundingClientRect(), what: element.getAttribute('aria-label') ?? element.textContent }))
        // The skip link is one pixel large until it has the focus.
        .filter(({ box }) => box.width > 1 && box.height > 1 && (box.width < 24 || box.height < 24))
        .map(({ box, what }) => `${what}: ${Math.round(box.width)}×${Math.round(box.height)}`),
    );
  expect(await small()).toEqual([]);
  await desk.list.row(tim.name).tap();
  await desk.isOpen(tim.name);
  expect(await small()).toEqual([]);
});

test('several are selected by touch and changed together', async ({ office, sit }) => {
  const names = [];
  for (const name of ['Held Hana', 'Held Hugo', 'Held Hilde']) names.push((await office.newCustomer(name, 'Hello')).name);
  const [hana, hugo, hilde] = names as [string, string, string];
  const desk = await sit('ingrid', PHONE);
  const { page, list } = desk;
  const box = await list.row(hana).boundingBox();
  const touch = await page.context().newCDPSession(page);
  const at = { x: box!.x + 80, y: box!.y + box!.height / 2 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  const bar = page.getByRole('toolbar', { name: 'Selected conversations' });
  await expect(bar).toContainText('1 selected');
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await list.row(hugo).tap();
  await expect(bar).toContainText('2 selected');
  await expect(page).not.toHaveURL(/\/c\//);
  // The row's own menu can be reached, too.
  await list.item(hilde).getByRole('button', { name: /^Actions for / }).tap();
  await choose(page.getByRole('menu', { name: /^Actions for / }), 'Select');
  await expect(bar).toContainText('3 selected');
  await bar.getByRole('button', { name: 'Set status to' }).tap();
  await choose(page.getByRole('menu', { name: 'Set status to' }), 'Closed');
  for (const name of names) await expect(list.row(name)).toBeHidden();
  await list.region.getByRole('button', { name: 'Commands' }).tap();
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
});

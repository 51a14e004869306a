// The whole day by keyboard alone: sign in, filter, open, reply, undo, send, note, status, sign out. At every stop the focus
// is visible, and it is never lost to the page itself.
import { expect, type Locator, type Page } from '@playwright/test';

import { test } from '../support/office';

test.use({ officeOf: 'keyboard' });

/** Something has the focus, and one can see what. */
async function focusIsSeen(page: Page): Promise<void> {
  // A lost focus is given back within a frame or two.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  const seen = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return 'nothing has the focus';
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return `no size: ${element.outerHTML.slice(0, 200)}`;
    if (box.bottom < 0 || box.right < 0 || box.top > innerHeight || box.left > innerWidth) return `off screen: ${element.outerHTML.slice(0, 200)}`;
    const marked = (one: Element) => {
      const style = getComputedStyle(one);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return outlined || style.boxShadow !== 'none';
    };
    for (let one: Element | null = element, up = 0; one && up < 3; one = one.parentElement, up += 1) {
      if (marked(one)) return '';
    }
    return `not marked: ${element.outerHTML.slice(0, 200)}`;
  });
  expect(seen, 'where the focus is').toBe('');
}

/** Presses Tab (or Shift+Tab) until the focus is there; every stop on the way must be seen. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    await focusIsSeen(page);
  }
  const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`Tab does not lead to ${String(target)}; it came to ${where}`);
}

/** Chooses from the menu that has just opened, by its first letters. */
async function chooseByLetters(page: Page, label: string): Promise<void> {
  await expect(page.getByRole('menu').getByText(label, { exact: true })).toBeVisible();
  await focusIsSeen(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  for (let presses = 0; presses < 8 && (await focused()) !== label; presses += 1) {
    await page.keyboard.press('ArrowDown');
    await focusIsSeen(page);
  }
  expect(await focused()).toBe(label);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

test('a day without a mouse', async ({ office, sit }) => {
  test.setTimeout(90_000);
  const kim = await office.newCustomer('Keyboard Kim', 'Do you use a mouse?');
  const desk = await sit('ingrid', { signedOut: true });
  const { page, thread } = desk;
  const { keyboard } = page;

  await expect(desk.signIn.email).toBeFocused();
  await focusIsSeen(page);
  const { email, password } = office.server.signIn('ingrid');
  await keyboard.type(email);
  await keyboard.press('Tab');
  await keyboard.type(password);
  await keyboard.press('Enter');
  await desk.isReady();

  // A filter tab: arrows move, Enter selects.
  await tabTo(page, desk.list.tab('Active'));
  await keyboard.press('ArrowRight');
  await expect(desk.list.tab('Unanswered')).toBeFocused();
  await focusIsSeen(page);
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(desk.list.tab('All')).toHaveAttribute('aria-selected', 'true');
  await focusIsSeen(page);

  // A conversation: the newest is the first.
  await expect(desk.list.rows.first()).toContainText(kim.name);
  await tabTo(page, desk.list.row(kim.name));
  await keyboard.press('ArrowDown');
  await focusIsSeen(page);
  await keyboard.press('ArrowUp');
  await expect(desk.list.row(kim.name)).toBeFocused();
  await keyboard.press('Enter');
  await desk.isOpen(kim.name);
  await focusIsSeen(page);

  // A reply, taken back, and sent after all.
  await tabTo(page, thread.composer.message);
  await keyboard.type('Never, and you?');
  await keyboard.press('Enter');
  await expect(thread.bubbles('Never, and you?')).toHaveCount(1);
  await focusIsSeen(page);
  await tabTo(page, thread.undo, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(thread.composer.message).toHaveValue('Never, and you?');
  await expect(thread.composer.message).toBeFocused();
  await keyboard.press('Enter');
  await expect(thread.bubbles('Never, and you?')).toHaveCount(1);
  await expect.poll(() => office.provider.withText('Never, and you?').length, { timeout: 15_000 }).toBe(1);
  await focusIsSeen(page);

  // A note.
  await tabTo(page, thread.composer.reply, 'Shift+Tab');
  await keyboard.press('ArrowRight');
  await expect(thread.composer.note).toBeFocused();
  await focusIsSeen(page);
  await tabTo(page, thread.composer.noteText);
  await keyboard.type('Asks about mice.');
  await keyboard.press('Enter');
  await expect(thread.bubbles('Asks about mice.')).toHaveCount(1);
  await focusIsSeen(page);

  // The status, from the header's menu.
  await tabTo(page, thread.status, 'Shift+Tab');
  await keyboard.press('Enter');
  await chooseByLetters(page, 'Pending');
  await thread.isAt('Pending');
  await expect(thread.status).toBeFocused();
  await focusIsSeen(page);

  // A menu that is left by Escape gives the focus back.
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('Escape');
  await expect(thread.status).toBeFocused();

  // Out.
  await tabTo(page, page.getByRole('button', { name: /^Account: / }), 'Shift+Tab');
  await keyboard.press('Enter');
  await chooseByLetters(page, 'Sign out');
  await expect(desk.signIn.email).toBeFocused();
  await focusIsSeen(page);
});

test('the skip link leads to the conversations', async ({ sit }) => {
  const desk = await sit('ingrid');
  await desk.page.keyboard.press('Tab');
  await expect(desk.page.getByRole('link', { name: 'Skip to conversations' })).toBeFocused();
  await focusIsSeen(desk.page);
  await desk.page.keyboard.press('Enter');
  await expect(desk.list.region).toBeFocused();
});

test('Shift and Enter break the line, Enter sends, and an input method is left alone', async ({ office, sit }) => {
  const { name } = await office.newCustomer('Lines Liu', '你好');
  const desk = await sit('ingrid');
  await desk.open(name);
  const { message } = desk.thread.composer;
  await message.focus();
  await desk.page.keyboard.type('one');
  await desk.page.keyboard.press('Shift+Enter');
  await desk.page.keyboard.type('two');
  await expect(message).toHaveValue('one\ntwo');
  await message.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true });
  await expect(message).toHaveValue('one\ntwo');
  await desk.page.keyboard.press('Enter');
  await expect(message).toHaveValue('');
  await expect(desk.thread.bubbles('one two')).toHaveCount(1);
});

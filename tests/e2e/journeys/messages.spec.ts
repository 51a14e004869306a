// The menu of a message: copying, answering a certain one, another try for what failed, taking back; by mouse and keys.
import { expect, type Locator } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { Desk } from '../support/desk';
import { test } from '../support/office';
import { choose, entries } from '../support/parts';

test.use({ officeOf: 'messages' });

/** The button of a message's menu. */
const actions = (bubble: Locator) => bubble.getByRole('button', { name: /^Actions for (message|note) from / });

test('a message is answered: the quote waits with the draft, goes with the answer, and leads back', async ({ office, sit }) => {
  const api = await office.api();
  const rows = await api.list('all', 'all');
  // Somebody who writes over a channel that can show what is answered, and wrote last.
  const { conversation } = rows.find(({ conversation: { channel_kind, last } }) => channel_kind === 'whatsapp' && last?.kind === 'inbound')!;
  const written = (await api.timeline(conversation.id)).entries.filter(({ body }) => body.kind === 'inbound');
  const [asked] = written.slice(-1);
  const desk = await sit('ingrid', { at: await office.link(conversation.id) });
  const { page, thread } = desk;
  const { composer } = thread;
  const menu = page.getByRole('menu', { name: 'Message actions' });
  const remove = thread.region.getByRole('button', { name: 'Remove quote' });

  const words = asked!.body.text!.split('\n')[0]!;
  const question = thread.all().filter({ hasText: words, hasNot: page.getByRole('link', { name: /^Answers / }) }).last();
  await question.hover();
  await actions(question).click();
  await expect(entries(menu)).toHaveText(['Reply', 'Copy text', 'Copy link']);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await isAccessible(page, `the menu of a message, ${colorScheme}`);
  }
  await choose(menu, 'Reply');
  await expect(composer.message).toBeFocused();
  await expect(remove).toBeVisible();
  await isAccessible(page, 'a quote in the composer');
  await page.reload();
  await expect(remove).toBeVisible();
  await remove.click();
  await expect(remove).toBeHidden();
  await expect(composer.message).toBeFocused();

  // By keys: the log, the menu of its newest message, up to the question.
  await thread.log.focus();
  await page.keyboard.press('Tab');
  await expect(actions(thread.all().last())).toBeFocused();
  while (!(await actions(question).evaluate((button) => button === document.activeElement))) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(entries(menu).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(composer.message).toBeFocused();
  await page.keyboard.type('The blue one, please');
  await page.keyboard.press('Enter');
  await expect(remove).toBeHidden();
  const answer = thread.bubbles('The blue one, please');
  const quote = answer.getByRole('link', { name: /^Answers / });
  await expect(quote).toBeVisible();
  const entry = await api.waitFor(conversation.id, 'The blue one, please', 'read');
  expect(entry.reply_to?.entry).toBe(asked!.id);
  await quote.click();
  await expect(question).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(new RegExp(`at=${asked!.position}$`));
});

test('text and link are copied, and the link opens at the message', async ({ office, sit }) => {
  const lena = await office.newCustomer('Linked Lena', 'Remember this');
  const desk = await sit('ingrid', { permissions: ['clipboard-read', 'clipboard-write'], at: await office.link(lena.conversation) });
  const { page, thread } = desk;
  const menu = page.getByRole('menu', { name: 'Message actions' });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const bubble = thread.bubbles('Remember this');
  await bubble.hover();
  await actions(bubble).click();
  // Text messages cannot show what they answer.
  await expect(entries(menu)).toHaveText(['Copy text', 'Copy link']);
  await choose(menu, 'Copy text');
  await expect(desk.toasts.filter({ hasText: 'Text copied.' })).toBeVisible();
  expect(await copied()).toBe('Remember this');
  await actions(bubble).click();
  await choose(menu, 'Copy link');
  await expect(desk.toasts.filter({ hasText: 'Link copied.' })).toBeVisible();
  const other = new Desk(await page.context().newPage());
  await other.page.goto(await copied());
  await expect(other.thread.bubbles('Remember this')).toHaveAttribute('aria-current', 'true');
});

test('what failed says why and is tried again; what has not left is taken back', async ({ office, sit }) => {
  const fay = await office.newCustomer('Failing Fay', 'Hello?');
  const desk = await sit('ingrid', { at: await office.link(fay.conversation) });
  const { page, thread } = desk;
  const menu = page.getByRole('menu', { name: 'Message actions' });
  office.provider.next(422);
  await thread.composer.says('Try me');
  await thread.shows('Try me', /^Failed: /);
  const bubble = thread.bubbles('Try me');
  await bubble.hover();
  await actions(bubble).click();
  await expect(menu.getByText(/^Failed: The provider refused the message/)).toBeVisible();
  await choose(menu, 'Try again');
  await thread.shows('Try me', 'Sent');
  await thread.composer.says('Not this');
  const held = thread.bubbles('Not this');
  await held.hover();
  await actions(held).click();
  await choose(menu, 'Take back');
  await expect(held).toHaveCount(0);
  await expect(thread.composer.message).toHaveValue('Not this');
  expect(office.provider.withText('Not this')).toEqual([]);
});

// What the composer says about a text before it is sent.
import { expect } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';

test.use({ officeOf: 'composer' });

test('a text message says how many it will be; notes and other channels do not', async ({ office, sit }) => {
  const { conversation } = await office.newCustomer('Short Shirin', 'Hi');
  const desk = await sit('ingrid', { at: await office.link(conversation) });
  const { composer, region } = desk.thread;
  await expect(region.getByText(/\d SMS/)).toHaveCount(0);
  await composer.message.fill('a'.repeat(100));
  await expect(region.getByText('1 SMS, 60 left')).toBeVisible();
  await composer.message.fill(`${'a'.repeat(100)}😀`);
  await expect(region.getByText('2 SMS, 32 left')).toBeVisible();
  await composer.note.click();
  await composer.noteText.fill('For us only');
  await expect(region.getByText(/\d SMS/)).toHaveCount(0);
});

test('emoji: found by a word, put where the caret is, the last ones first, in the chosen tone', async ({ office, sit }) => {
  const { conversation } = await office.newCustomer('Emoji Emil', 'Hi');
  const desk = await sit('ingrid', { at: await office.link(conversation) });
  const { composer, region } = desk.thread;
  const menu = desk.page.getByRole('dialog', { name: 'Emoji' });
  await composer.message.fill('Hello there');
  for (let n = 0; n < ' there'.length; n += 1) await composer.message.press('ArrowLeft');
  await region.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(menu.getByRole('searchbox')).toBeFocused();
  await expect(menu.getByRole('button', { name: 'grinning face', exact: true })).toBeVisible();
  await isAccessible(desk.page, 'emoji menu');
  await desk.page.keyboard.type('party pop');
  await expect(menu.locator('.emoji-scroll').getByRole('button').first()).toHaveAccessibleName('party popper');
  await desk.page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expect(composer.message).toBeFocused();
  await expect(composer.message).toHaveValue('Hello🎉 there');
  // What is typed goes on after it.
  await desk.page.keyboard.type('!');
  await expect(composer.message).toHaveValue('Hello🎉! there');
  await region.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(menu.locator('.emoji-scroll').getByRole('button').first()).toHaveText('🎉');
  await menu.getByRole('group', { name: 'Skin tone' }).getByRole('button', { name: 'Medium', exact: true }).click();
  await menu.getByRole('searchbox').fill('thumbs up');
  await menu.getByRole('button', { name: 'thumbs up', exact: true }).click();
  await expect(composer.message).toHaveValue('Hello🎉!👍🏽 there');
  await composer.send.click();
  await expect(desk.thread.bubbles('Hello🎉!👍🏽 there')).toHaveCount(1);
  await region.getByRole('button', { name: 'Emoji', exact: true }).click();
  await menu.getByRole('button', { name: 'Food & Drink' }).click();
  await menu.getByRole('button', { name: 'grapes' }).focus();
  await desk.page.keyboard.press('ArrowRight');
  await expect(menu.getByRole('button', { name: 'melon', exact: true })).toBeFocused();
  await desk.page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
});

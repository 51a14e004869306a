// Preferences: what Enter does, how long a message can be taken back, whether single keys do something. Each holds at once
// and after a reload.
import { expect } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';

test.use({ officeOf: 'preferences' });

test('Enter starts a new line and Ctrl with Enter sends, with more time to undo', async ({ office, sit }) => {
  const { name } = await office.newCustomer('Preferring Paul', 'Take your time');
  const desk = await sit('ingrid');
  const { page, thread } = desk;
  await page.keyboard.press(',');
  const preferences = page.getByRole('dialog', { name: 'Preferences' });
  const group = (name: string) => preferences.getByRole('group', { name });
  await expect(group('Enter').getByRole('button', { name: 'Sends' })).toHaveAttribute('aria-pressed', 'true');
  await expect(group('Time to undo').getByRole('button', { name: '5 s', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await isAccessible(page, 'preferences');
  await group('Enter').getByRole('button', { name: 'Starts a new line' }).click();
  await group('Time to undo').getByRole('button', { name: '30 s' }).click();
  await group('Theme').getByRole('button', { name: 'Dark' }).click();
  await isAccessible(page, 'preferences in the dark');
  await page.keyboard.press('Escape');
  await expect(preferences).toBeHidden();
  await page.reload();

  await desk.open(name);
  await thread.composer.message.focus();
  await page.keyboard.type('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await expect(thread.composer.message).toHaveValue('one\ntwo');
  await expect(thread.composer.message).toHaveAccessibleDescription(/Ctrl or ⌘ with Enter sends/);
  const sent = page.waitForRequest(/\/messages$/);
  await page.keyboard.press('Control+Enter');
  expect((await sent).postDataJSON()).toMatchObject({ text: 'one\ntwo', undo_window_s: 30 });
  await thread.undo.click();
  await expect(thread.composer.message).toHaveValue('one\ntwo');
  await page.keyboard.press(',');
  await expect(thread.composer.message).toHaveValue('one\ntwo,');

  // Without a window a message is gone at once.
  await (await desk.preferences()).getByRole('button', { name: 'None' }).click();
  await page.keyboard.press('Escape');
  await thread.composer.message.press('Control+Enter');
  await thread.shows('one two,', /Sent|Delivered|Read/);
  await expect(thread.undo).toBeHidden();
});

test('single keys that are turned off do nothing, in this tab and the next', async ({ sit }) => {
  const desk = await sit('ingrid');
  const { page } = desk;
  await (await desk.preferences()).getByRole('checkbox', { name: /^Single keys/ }).click();
  await page.keyboard.press('Escape');
  for (const tab of [desk, await desk.twin()]) {
    await tab.page.bringToFront();
    await tab.page.keyboard.press('?');
    await tab.page.keyboard.press('c');
    await tab.page.keyboard.press('Control+k');
    await expect(tab.page.getByRole('dialog')).toHaveCount(1);
    await tab.page.keyboard.type('keyboard shortcuts');
    await tab.page.keyboard.press('Enter');
    await expect(tab.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expect(tab.page.getByRole('checkbox', { name: /^Single keys/ })).not.toBeChecked();
    await tab.page.keyboard.press('Escape');
  }
  await (await desk.preferences()).getByRole('checkbox', { name: /^Single keys/ }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('another key for an action: the two change places, now and after a reload, until the usual ones are wanted back', async ({ sit }) => {
  const desk = await sit('ingrid');
  const { page } = desk;
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const compose = page.getByRole('dialog', { name: 'New conversation' });
  await page.keyboard.press('?');
  await keys.getByRole('button', { name: /^New conversation: c/ }).click();
  await expect(keys.getByRole('button', { name: 'Press a key for New conversation' })).toBeFocused();
  await page.keyboard.press('Escape');
  await keys.getByRole('button', { name: /^New conversation: c/ }).click();
  await page.keyboard.press(',');
  await expect(keys.getByRole('button', { name: /^New conversation: ,/ })).toBeVisible();
  await expect(keys.getByRole('button', { name: /^Preferences: c/ })).toBeVisible();
  await isAccessible(page, 'keyboard shortcuts, changed');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.reload();
  await desk.isReady();
  await page.keyboard.press(',');
  await expect(compose).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await keys.getByRole('button', { name: 'Back to the usual keys' }).click();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.keyboard.press('c');
  await expect(compose).toBeVisible();
});

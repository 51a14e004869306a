// The command palette: whatever can be done, and every known conversation, by a few letters.
import { expect } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';

test.use({ officeOf: 'palette' });

test('a conversation, then commands about it, without the mouse', async ({ office, sit }) => {
  const pavel = await office.newCustomer('Palette Pavel', 'Ahoj');
  const desk = await sit('ingrid');
  const { page } = desk;
  await expect(desk.list.row(pavel.name)).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Commands' });
  const field = palette.getByRole('searchbox');
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  // What is about a conversation is not offered without one.
  await expect(palette.getByRole('button', { name: /^Reply/ })).toHaveCount(0);
  await expect(palette.getByRole('button', { name: /^New conversation/ })).toBeVisible();
  await isAccessible(page, 'command palette');
  await page.keyboard.type('palette pav');
  await expect(palette.getByRole('button', { name: pavel.name })).toBeVisible();
  await page.keyboard.press('Enter');
  await desk.isOpen(pavel.name);
  await expect(palette).toBeHidden();
  // Also while typing, and what is typed stays; however soon more is typed, it goes into the palette.
  await desk.thread.composer.message.fill('Dobrý');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('status to open');
  await page.keyboard.press('ArrowDown');
  await expect(palette.getByRole('button', { name: 'Set status to Open' })).toBeFocused();
  await page.keyboard.press('Enter');
  await desk.thread.isAt('Open');
  await expect(desk.thread.composer.message).toHaveValue('Dobrý');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('edit tag');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Edit tags' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('nothing is called so');
  await expect(palette).toContainText('Nothing is called so');
  // The browser's first Escape empties the field.
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});

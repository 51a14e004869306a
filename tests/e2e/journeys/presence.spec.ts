// Who else is here: two desks see each other look and write, in the row and over the messages, and see each other leave.
import { expect, type Locator } from '@playwright/test';

import { isAccessible } from '../support/axe';
import type { Desk } from '../support/desk';
import { test } from '../support/office';

test.use({ officeOf: 'presence' });

/** What stands over the messages about colleagues, and describes the composer. */
const company = (desk: Desk): Locator => desk.page.locator('#company');

test('colleagues who look and who write are shown, in however many tabs, until they leave', async ({ office, sit }) => {
  const pia = await office.newCustomer('Present Pia', 'Is anybody there?');
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  await ingrid.open(pia.name);
  const row = tomas.list.row(pia.name);
  await expect(row).toHaveAccessibleDescription('Ingrid is viewing');
  await tomas.open(pia.name);
  await expect(company(tomas)).toHaveText('Ingrid is viewing');
  await expect(company(ingrid)).toHaveText('Tomás is viewing');

  const twin = await ingrid.twin();
  await twin.thread.composer.message.pressSequentially('We are');
  await expect(company(tomas)).toHaveText('Ingrid is writing a reply…');
  await expect(row).toContainText('Ingrid is writing…');
  await expect(tomas.thread.composer.message).toHaveAccessibleDescription(/Ingrid is writing a reply…$/);
  await isAccessible(tomas.page, 'a colleague writes');
  await twin.thread.composer.message.press('Enter');
  await expect(company(tomas)).toHaveText('Ingrid is viewing');
  await expect(row).toContainText('We are');
  await twin.thread.composer.note.click();
  await twin.thread.composer.noteText.pressSequentially('psst');
  await expect(company(tomas)).toHaveText('Ingrid is writing a note…');
  await twin.page.close();
  await expect(company(tomas)).toHaveText('Ingrid is viewing');
  await ingrid.page.close();
  await expect(company(tomas)).toBeEmpty();
});

test('writing ends by itself, and looking ends with the conversation', async ({ office, sit }) => {
  const [vera, other] = [await office.newCustomer('Vanished Vera', 'Hello'), await office.newCustomer('Other Otto', 'Hello')];
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  for (const desk of [ingrid, tomas]) await desk.open(vera.name);
  await ingrid.thread.composer.message.fill('Half a thought');
  await expect(company(tomas)).toHaveText('Ingrid is writing a reply…');
  await expect(company(tomas)).toHaveText('Ingrid is viewing', { timeout: 10_000 });
  await ingrid.open(other.name);
  await expect(company(tomas)).toBeEmpty();
  await expect(tomas.list.row(other.name)).toHaveAccessibleDescription('Ingrid is viewing');
});

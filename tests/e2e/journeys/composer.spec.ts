// What the composer says about a text before it is sent.
import { expect } from '@playwright/test';

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

// The list in other orders and narrowed: in the address, over Back and reload, and live.
import { expect } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';
import { choose } from '../support/parts';

test.use({ officeOf: 'finding' });

test('sorted and narrowed', async ({ office, sit }) => {
  const first = await office.newCustomer('Sorted Sam', 'I was here first');
  const second = await office.newCustomer('Sorted Sue', 'I came later');
  const desk = await sit('ingrid');
  const { page, list } = desk;
  await expect(list.rows.first()).toContainText(second.name);
  const chips = list.region.getByRole('list', { name: 'Active filters' }).getByRole('button');
  const filter = list.region.getByRole('button', { name: 'Filter', exact: true });
  const sorted = async () => {
    const names = await list.rows.getByRole('link').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    return names.filter((name) => name.startsWith('Sorted')).map((name) => name.split(',')[0]);
  };

  await filter.click();
  const panel = page.getByRole('dialog', { name: 'Filter' });
  await isAccessible(page, 'filters');
  await panel.getByRole('combobox', { name: 'Priority' }).selectOption('Urgent');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/priority=urgent/);
  await expect(chips).toHaveAccessibleName('Remove filter Priority: Urgent');
  await expect(list.row(first.name)).toHaveCount(0);

  // What comes to fit appears, in its place.
  const api = await office.api();
  for (const { conversation } of [first, second]) await api.patch(conversation, { priority: 'urgent' });
  await expect.poll(sorted).toEqual([second.name, first.name]);
  await list.region.getByRole('button', { name: 'Sort: Newest' }).click();
  await choose(page.getByRole('menu', { name: 'Sort: Newest' }), 'Waiting longest');
  await expect(page).toHaveURL(/sort=waiting/);
  await expect.poll(sorted).toEqual([first.name, second.name]);
  await expect(chips).toHaveCount(2);
  await isAccessible(page, 'chips');

  await page.reload();
  await expect.poll(sorted).toEqual([first.name, second.name]);
  await page.goBack();
  await expect(list.region.getByRole('button', { name: 'Sort: Newest' })).toBeVisible();
  await expect.poll(sorted).toEqual([second.name, first.name]);
  await page.goForward();
  await expect(chips).toHaveCount(2);

  // The order goes along to another view; what narrows does not.
  await desk.view('Open').click();
  await expect(page).toHaveURL(/\/open\?sort=waiting$/);
  await chips.click();
  await expect(page).toHaveURL(/\/open$/);
  await expect(filter).toBeFocused();
  await page.goto(`${page.url()}?priority=low&assignee=none&unread=1`);
  await expect(chips).toHaveCount(3);
  await list.region.getByRole('button', { name: 'Clear all' }).click();
  await expect(chips).toHaveCount(0);
  await expect(page).toHaveURL(/\/open$/);
});

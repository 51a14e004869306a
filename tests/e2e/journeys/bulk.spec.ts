// Several conversations at once: selected with Ctrl, Shift and a key, changed together, each seen by colleagues.
import { expect } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';
import { choose } from '../support/parts';
import { tabsAgree } from '../support/screen';

test.use({ officeOf: 'bulk' });

test('selected by mouse, tagged, assigned and closed together', async ({ office, sit }) => {
  const names = [];
  for (const name of ['Bulk Bea', 'Bulk Ben', 'Bulk Bo', 'Bulk Bruno']) names.unshift((await office.newCustomer(name, 'Hello')).name);
  const [bruno, bo, ben, bea] = names as [string, string, string, string];
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const bar = ingrid.page.getByRole('toolbar', { name: 'Selected conversations' });
  await ingrid.list.row(bruno).click({ modifiers: ['Control'] });
  await expect(bar).toContainText('1 selected');
  await expect(ingrid.page).not.toHaveURL(/\/c\//);
  await ingrid.list.row(bea).click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('4 selected');
  await ingrid.list.row(bo).click({ modifiers: ['Control'] });
  await expect(bar).toContainText('3 selected');
  await expect(ingrid.list.row(ben)).toHaveAccessibleName(/, selected$/);
  await isAccessible(ingrid.page, 'a selection');

  await bar.getByRole('button', { name: 'Edit tags' }).click();
  const tags = ingrid.page.getByRole('dialog', { name: 'Edit tags' });
  await tags.getByRole('checkbox', { name: 'Refund' }).click();
  await tags.getByRole('button', { name: 'Save changes' }).click();
  await bar.getByRole('button', { name: 'Edit assignment' }).click();
  const owners = ingrid.page.getByRole('dialog', { name: 'Edit assignment' });
  await owners.getByRole('checkbox', { name: 'Zoë Lindqvist' }).click();
  await owners.getByRole('button', { name: 'Save changes' }).click();
  await expect(owners).toBeHidden();
  await bar.getByRole('button', { name: 'Set status to' }).click();
  await choose(ingrid.page.getByRole('menu', { name: 'Set status to' }), 'Closed');
  await expect(bar).toBeHidden();
  for (const desk of [ingrid, tomas]) {
    for (const name of [bruno, ben, bea]) await expect(desk.list.row(name)).toBeHidden();
    await expect(desk.list.row(bo)).toBeVisible();
    await tabsAgree(desk, await office.api());
  }
  await tomas.list.tab('Closed').click();
  for (const name of [bruno, ben, bea]) {
    await tomas.open(name);
    await tomas.thread.isAt('Closed');
    await expect(tomas.details.pane).toContainText('Zoë Lindqvist');
    await expect(tomas.details.pane).toContainText('Refund');
  }
});

test('selected by keys; what may not be changed stays and is told', async ({ office, sit }) => {
  const first = await office.newCustomer('Keyed Karl', 'Hello');
  const second = await office.newCustomer('Keyed Kaya', 'Hello');
  const desk = await sit('ingrid');
  const { page } = desk;
  await expect(desk.list.row(second.name)).toBeVisible();
  await desk.list.row(second.name).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Selected conversations' });
  await expect(bar).toContainText('2 selected');
  await page.keyboard.press('m');
  await desk.view('Assigned to me').click();
  // Another list, another selection.
  await expect(bar).toBeHidden();
  for (const { name } of [first, second]) await expect(desk.list.row(name)).toBeVisible();
  await desk.list.act(first.name, 'Closed');
  await expect(desk.list.row(first.name)).toBeHidden();
  await desk.list.tab('All').click();
  for (const { name } of [first, second]) await desk.list.act(name, 'Select');
  await expect(bar).toContainText('2 selected');
  await bar.getByRole('button', { name: 'Set status to' }).click();
  await choose(page.getByRole('menu', { name: 'Set status to' }), 'Closed');
  await expect(desk.toasts).toContainText('1 of 2 conversations was not changed.');
  await expect(desk.toasts).toContainText(`${first.name}: Its status does not allow that.`);
  await desk.list.tab('Closed').click();
  for (const { name } of [first, second]) await expect(desk.list.row(name)).toBeVisible();
});

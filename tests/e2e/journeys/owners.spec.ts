// Owners, tags, priority and unread by hand, by mouse and by single keys; and what colleagues see of it.
import { expect, type Locator } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';
import { tabsAgree } from '../support/screen';

test.use({ officeOf: 'owners' });

/** What a group of the details lists, without the faces. */
const lines = (pane: Locator, term: string) => pane.locator('.owners-group', { hasText: term }).locator('dd > :last-child');

test('an owner, a team and a priority are given in the dialog, and both desks show it', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const olga = await office.newCustomer('Owned Olga', 'Who takes care of me?');
  for (const desk of [ingrid, tomas]) await desk.open(olga.name);
  await ingrid.details.edit('Conversation assignment').click();
  const dialog = ingrid.page.getByRole('dialog', { name: 'Edit assignment' });
  await expect(dialog.getByRole('searchbox', { name: 'Search agents and teams' })).toBeFocused();
  await isAccessible(ingrid.page, 'edit assignment');
  // Typing narrows the list, and Enter takes the first.
  await ingrid.page.keyboard.type('zoe');
  await expect(dialog.getByRole('checkbox', { name: 'Kenji Watanabe' })).toBeHidden();
  await ingrid.page.keyboard.press('Enter');
  await expect(dialog.getByRole('checkbox', { name: 'Zoë Lindqvist' })).toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Success' }).click();
  await dialog.getByRole('button', { name: 'High' }).click();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(dialog).toBeHidden();
  await expect(ingrid.details.edit('Conversation assignment')).toBeFocused();
  for (const desk of [ingrid, tomas]) {
    await expect(lines(desk.details.pane, 'Agents')).toHaveText(['Zoë Lindqvist']);
    await expect(lines(desk.details.pane, 'Teams')).toHaveText(['Success']);
    await expect(lines(desk.details.pane, 'Priority')).toHaveText(['High']);
    await expect(desk.thread.log.getByText('Ingrid Halvorsen assigned this to Zoë Lindqvist')).toHaveCount(1);
    await expect(desk.thread.log.getByText('Ingrid Halvorsen set the priority to High')).toHaveCount(1);
    await tabsAgree(desk, await office.api());
  }
  // Nothing ticked otherwise: nothing happens.
  await ingrid.details.edit('Conversation assignment').click();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(ingrid.thread.log.getByText(/assigned this to|set the priority/)).toHaveCount(2);
});

test('two who edit the same owners at the same time lose nothing', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const tina = await office.newCustomer('Twice Taken Tina', 'Help!');
  for (const [desk, owner] of [[ingrid, 'Amara Okafor'], [tomas, 'Kenji Watanabe']] as const) {
    await desk.open(tina.name);
    await desk.details.edit('Conversation assignment').click();
    await desk.page.getByRole('checkbox', { name: owner }).click();
  }
  for (const desk of [ingrid, tomas]) await desk.page.getByRole('button', { name: 'Save changes' }).click();
  for (const desk of [ingrid, tomas]) {
    await expect.poll(async () => (await lines(desk.details.pane, 'Agents').allInnerTexts()).sort()).toEqual(['Amara Okafor', 'Kenji Watanabe']);
  }
});

test('a tag that does not exist is made by typing its name, and is there for everybody', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const theo = await office.newCustomer('Tagged Theo', 'My parcel is lost');
  for (const desk of [ingrid, tomas]) await desk.open(theo.name);
  await ingrid.details.edit('Conversation tags').click();
  const dialog = ingrid.page.getByRole('dialog', { name: 'Edit tags' });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await ingrid.page.keyboard.type('Lost <b>parcel</b>');
  await expect(dialog.getByRole('button', { name: 'Create the tag “Lost <b>parcel</b>”' })).toBeVisible();
  await ingrid.page.keyboard.press('Enter');
  await ingrid.page.keyboard.type('refund');
  await ingrid.page.keyboard.press('Enter');
  await expect(dialog.getByRole('checkbox', { name: 'Refund' })).toBeChecked();
  await isAccessible(ingrid.page, 'edit tags');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  for (const desk of [ingrid, tomas]) {
    await expect(desk.details.pane.getByRole('list').getByRole('listitem')).toHaveText(['Refund', 'Lost <b>parcel</b>']);
  }
  await tomas.details.edit('Conversation tags').click();
  await expect(tomas.page.getByRole('checkbox', { name: 'Lost <b>parcel</b>' })).toBeChecked();
  await tomas.page.getByRole('checkbox', { name: 'Refund' }).click();
  await tomas.page.getByRole('button', { name: 'Save changes' }).click();
  for (const desk of [ingrid, tomas]) {
    await expect(desk.details.pane.getByRole('list').getByRole('listitem')).toHaveText(['Lost <b>parcel</b>']);
  }
});

test('from the row: mine, and unread again', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const mia = await office.newCustomer('Mine Mia', 'One');
  await office.provider.says(mia, 'Two');
  await desk.list.hasUnread(mia.name, 2);
  await desk.list.act(mia.name, 'Assign to me');
  await desk.view('Assigned to me').click();
  await expect(desk.list.row(mia.name)).toBeVisible();
  await desk.open(mia.name);
  await desk.list.hasUnread(mia.name, 0);
  await desk.list.act(mia.name, 'Mark unread');
  await desk.list.hasUnread(mia.name, 1);
  await expect(desk.page).not.toHaveURL(/\/c\//);
  await desk.page.reload();
  await desk.list.hasUnread(mia.name, 1);
  await desk.list.act(mia.name, 'Unassign me');
  await expect(desk.list.row(mia.name)).toBeHidden();
});

test('single keys: through the list, into the composer, the dialogs and the views; never while typing', async ({ office, sit }) => {
  const desk = await sit('kenji');
  const { page } = desk;
  const first = await office.newCustomer('Key Klaus', 'First');
  const second = await office.newCustomer('Key Kira', 'Second');
  await expect(desk.list.row(second.name)).toBeVisible();
  await page.keyboard.press('j');
  await desk.isOpen(second.name);
  await page.keyboard.press('j');
  await desk.isOpen(first.name);
  await page.keyboard.press('k');
  await desk.isOpen(second.name);
  await page.keyboard.press('r');
  await expect(desk.thread.composer.message).toBeFocused();
  await page.keyboard.type('jk? ga u');
  await expect(desk.thread.composer.message).toHaveValue('jk? ga u');
  await desk.isOpen(second.name);
  await desk.thread.heading.click();
  await page.keyboard.press('n');
  await expect(desk.thread.composer.noteText).toBeFocused();
  await desk.thread.heading.click();
  await page.keyboard.press('m');
  await expect(lines(desk.details.pane, 'Agents')).toHaveText(['Kenji Watanabe']);
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'Edit tags' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('e');
  await desk.thread.isAt('Closed');
  await page.keyboard.press('u');
  await expect(page).not.toHaveURL(/\/c\//);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/assigned$/);
  await page.keyboard.press('Alt+j');
  await expect(page).not.toHaveURL(/\/c\//);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await isAccessible(page, 'keyboard shortcuts');
  await help.getByRole('checkbox').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.keyboard.press('?');
  await expect(page).toHaveURL(/\/assigned$/);
  await expect(page.getByRole('dialog')).toBeHidden();
});

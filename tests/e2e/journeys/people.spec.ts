// Writing to somebody first, and what is known of a contact: by hand, refused with a sentence, live at every desk, and
// nothing lost when two correct the same.
import { expect } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';
import { NO_SERVER } from '../support/watch';

test.use({ officeOf: 'people' });

const COMPOSE = { method: 'POST', path: /\/spaces\/[^/]+\/conversations$/ };
let numbers = 0;
/** A number that nobody has yet. */
const number = () => `+44 7400 ${String(Date.now() % 100_000).padStart(5, '0')}${(numbers += 1)}`;

test('a message to a new number: refused with a sentence, then sent once, with Undo, and found again', async ({ office, sit, watch }) => {
  watch.expects(/422 .*\/contacts\?/);
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  await ingrid.page.getByRole('button', { name: 'New conversation' }).click();
  const dialog = ingrid.page.getByRole('dialog', { name: 'New conversation' });
  const phone = dialog.getByRole('textbox', { name: 'Phone number' });
  await expect(phone).toBeFocused();
  await dialog.getByRole('combobox', { name: 'Team' }).selectOption({ label: 'Sales' });
  await phone.fill('12');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(phone).toHaveAccessibleDescription(/too short/);
  await expect(phone).toHaveAttribute('aria-invalid', 'true');
  await isAccessible(ingrid.page, 'new conversation, refused');
  const written = number();
  const e164 = written.replaceAll(' ', '');
  await phone.fill(written);
  await ingrid.page.keyboard.press('Enter');
  const message = dialog.getByRole('textbox', { name: 'Message' });
  await expect(message).toBeFocused();
  await expect(dialog).toContainText(e164);
  await expect(dialog).toContainText('begins a new conversation');
  await isAccessible(ingrid.page, 'new conversation, message');
  // What was typed is there again after closing.
  await message.fill('Hello from us');
  await ingrid.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await ingrid.page.keyboard.press('c');
  await expect(phone).toHaveValue(written);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(message).toHaveValue('Hello from us');
  await dialog.getByRole('button', { name: 'Send message' }).click();
  await expect(dialog).toBeHidden();
  await ingrid.isOpen(e164);
  await expect(ingrid.thread.undo).toBeVisible();
  await ingrid.thread.isAt('Unanswered');
  await expect(ingrid.details.pane).toContainText('Sales');
  await expect(ingrid.thread.undo).toBeHidden();
  await ingrid.thread.shows('Hello from us', /Sent|Delivered|Read/);
  // A colleague who writes to the same number joins the conversation.
  await tomas.page.keyboard.press('c');
  const other = tomas.page.getByRole('dialog', { name: 'New conversation' });
  await other.getByRole('textbox', { name: 'Phone number' }).fill(`0${e164.slice(3)}`);
  await other.getByRole('button', { name: 'Next' }).click();
  await expect(other).toContainText('goes into the conversation');
  await other.getByRole('textbox', { name: 'Message' }).fill('And from me');
  await tomas.page.keyboard.press('Enter');
  await tomas.isOpen(e164);
  await expect(tomas.thread.bubbles('Hello from us')).toHaveCount(1);
  await expect(ingrid.thread.bubbles('And from me')).toHaveCount(1);
  await expect(tomas.thread.undo).toBeHidden();
});

test('an answer that is lost: the text is kept, and trying again sends once', async ({ sit, network, watch }) => {
  watch.expects(NO_SERVER);
  const desk = await sit('ingrid', { through: network });
  await desk.page.keyboard.press('c');
  const dialog = desk.page.getByRole('dialog', { name: 'New conversation' });
  const written = number();
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill(written);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Only once');
  network.dropAnswers(COMPOSE, 1);
  await dialog.getByRole('button', { name: 'Send message' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Message' })).toHaveAccessibleDescription(/did not answer/);
  await expect(dialog.getByRole('textbox', { name: 'Message' })).toHaveValue('Only once');
  await dialog.getByRole('button', { name: 'Send message' }).click();
  await desk.isOpen(written.replaceAll(' ', ''));
  await expect(desk.thread.bubbles('Only once')).toHaveCount(1);
  expect(network.count(COMPOSE)).toBe(2);
});

test('a dialog that is closed while its message is being sent: sent once, and not offered again', async ({ sit, network }) => {
  const desk = await sit('ingrid', { through: network });
  await desk.page.keyboard.press('c');
  const dialog = desk.page.getByRole('dialog', { name: 'New conversation' });
  const written = number();
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill(written);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Closed too early');
  const held = network.holdAnswer(COMPOSE);
  await dialog.getByRole('button', { name: 'Send message' }).click();
  await held.arrived;
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  held.release();
  await desk.isOpen(written.replaceAll(' ', ''));
  await expect(desk.thread.bubbles('Closed too early')).toHaveCount(1);
  await desk.thread.heading.click();
  await desk.page.keyboard.press('c');
  await expect(dialog.getByRole('textbox', { name: 'Phone number' })).toHaveValue('');
});

test('a contact gets a name, everywhere at once; two who correct different fields lose nothing', async ({ office, sit, watch }) => {
  watch.expects(/409 .*\/contacts\//);
  const { address, conversation } = await office.newCustomer('Correct Carla', 'Who am I?');
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const at = await office.link(conversation);
  for (const desk of [ingrid, tomas]) {
    await desk.page.goto(at);
    await desk.details.edit('Contact data').click();
  }
  const dialog = (desk: typeof ingrid) => desk.page.getByRole('dialog', { name: 'Edit contact' });
  const field = (desk: typeof ingrid, name: string) => dialog(desk).getByRole('textbox', { name });
  const save = (desk: typeof ingrid) => dialog(desk).getByRole('button', { name: 'Save changes' }).click();
  await expect(field(ingrid, 'Name')).toBeFocused();
  await expect(field(ingrid, 'Phone')).toHaveValue(address);
  await isAccessible(ingrid.page, 'edit contact');
  await field(ingrid, 'Name').fill('Carla Bruni-Ferro');
  await field(tomas, 'Company').fill('Ferro & Figli');
  await field(tomas, 'Notes').fill('Calls back on Fridays');
  for (const desk of [ingrid, tomas]) await save(desk);
  for (const desk of [ingrid, tomas]) {
    await expect(dialog(desk)).toBeHidden();
    await expect(desk.thread.heading).toHaveText('Carla Bruni-Ferro');
    await expect(desk.details.pane).toContainText('Ferro & Figli');
    await expect(desk.details.pane).toContainText('Calls back on Fridays');
    await expect(desk.list.row('Carla Bruni-Ferro')).toBeVisible();
  }
  // Both correct the name: the second sees what the first has written, and decides.
  for (const desk of [ingrid, tomas]) await desk.details.edit('Contact data').click();
  for (const desk of [ingrid, tomas]) await expect(field(desk, 'Name')).toHaveValue('Carla Bruni-Ferro');
  await expect(field(ingrid, 'Notes')).toHaveValue('Calls back on Fridays');
  await field(ingrid, 'Name').fill('Carla B.');
  await field(tomas, 'Name').fill('C. Ferro');
  await save(ingrid);
  await expect(dialog(ingrid)).toBeHidden();
  await expect(field(tomas, 'Name')).toHaveAccessibleDescription(/colleague has changed this meanwhile.*Carla B\./);
  await expect(field(tomas, 'Name')).toHaveValue('C. Ferro');
  await save(tomas);
  await expect(field(tomas, 'Name')).toHaveAccessibleDescription(/changed this meanwhile.*Carla B\./);
  await expect(field(tomas, 'Name')).toHaveValue('C. Ferro');
  await save(tomas);
  await expect(dialog(tomas)).toBeHidden();
  for (const desk of [ingrid, tomas]) await expect(desk.thread.heading).toHaveText('C. Ferro');
});

test('a stranger is named, a wrong address is refused, and the name is found in search', async ({ office, sit, watch }) => {
  watch.expects(/422 .*\/contacts\//);
  const address = number().replaceAll(' ', '');
  const { conversation } = await office.provider.says({ address }, 'No name here');
  const desk = await sit('ingrid', { at: await office.link(conversation) });
  await desk.details.pane.getByRole('button', { name: 'Create contact' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Create contact' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Zenobia Quill');
  await dialog.getByRole('textbox', { name: 'Email' }).fill('not an address');
  await dialog.getByRole('button', { name: 'Save contact' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Email' })).toHaveAccessibleDescription(/email address/);
  await dialog.getByRole('textbox', { name: 'Email' }).fill('zenobia@quill.example');
  await dialog.getByRole('button', { name: 'Save contact' }).click();
  await expect(dialog).toBeHidden();
  await expect(desk.thread.heading).toHaveText('Zenobia Quill');
  await desk.search.field.fill('zenobia');
  await expect(desk.search.contact('Zenobia Quill')).toBeVisible();
});

test('previous conversations of the contact are a click away', async ({ sit }) => {
  const desk = await sit('ingrid');
  await desk.search.field.fill('Margaret Hollis');
  await expect(desk.search.contact('Margaret Hollis')).toHaveCount(2);
  await desk.search.contact('Margaret Hollis').first().click();
  await desk.isOpen('Margaret Hollis');
  const first = desk.page.url();
  await desk.details.pane.getByRole('button', { name: 'Previous conversations' }).click();
  const earlier = desk.details.pane.getByRole('list').getByRole('link');
  await expect(earlier).toHaveCount(1);
  await isAccessible(desk.page, 'previous conversations');
  await earlier.click();
  await expect(desk.page).not.toHaveURL(first);
  await desk.isOpen('Margaret Hollis');
});

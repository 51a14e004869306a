// Internal notes, which never leave the house, and drafts, which survive everything short of being sent.
import { countBubbles, wasAlwaysOne } from '../support/bubbles';
import { expect, test } from '../support/office';

test.use({ officeOf: 'notes' });

test('a note is seen by colleagues as a note, and never by the provider', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const nils = await office.newCustomer('Noted Nils', 'I want a refund');
  for (const desk of [ingrid, tomas]) await desk.open(nils.name);
  const text = 'He has asked twice already.';
  await countBubbles(ingrid.page, text);
  await ingrid.thread.composer.notes(text);
  await expect(ingrid.thread.composer.noteText).toHaveValue('');
  for (const desk of [ingrid, tomas]) {
    await expect(desk.thread.bubbles(text)).toHaveCount(1);
    await expect(desk.thread.bubbles(text)).toHaveAccessibleName(/^Internal note, Ingrid Halvorsen/);
    await expect(desk.thread.bubbles(text).getByText('Internal note', { exact: true })).toBeVisible();
  }
  await expect(ingrid.thread.undo).toBeHidden();
  await tomas.list.hasUnread(nils.name, 0);

  // What is written after the note reaches the provider, the note does not.
  await ingrid.thread.composer.reply.click();
  await ingrid.thread.composer.says('You will have it tomorrow.');
  await expect.poll(() => office.provider.withText('You will have it tomorrow.').length).toBe(1);
  await ingrid.thread.shows('You will have it tomorrow.', 'Sent');
  expect(office.provider.attempts.filter((message) => message.text.includes('twice'))).toEqual([]);
  await wasAlwaysOne(ingrid.page);
});

test('a mention brings the conversation into the view of the one who is named', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const mona = await office.newCustomer('Mentioned Mona', 'Who decides this?');
  await ingrid.open(mona.name);
  await ingrid.thread.composer.notes('@Tomás Ferreira, please decide.');
  await tomas.view('Mentions').click();
  await expect(tomas.list.row(mona.name)).toBeVisible();
});

test('drafts are kept per tab and conversation, and survive a reload', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const dave = await office.newCustomer('Draft Dave', 'One');
  const dina = await office.newCustomer('Draft Dina', 'Two');
  const { composer } = desk.thread;
  await desk.open(dave.name);
  await composer.message.fill('To Dave, unfinished');
  await composer.note.click();
  await composer.noteText.fill('About Dave, unfinished');
  await desk.open(dina.name);
  await expect(composer.message).toHaveValue('');
  await composer.message.fill('To Dina, unfinished');
  await expect(desk.list.item(dave.name)).toContainText(/Draft.*To Dave, unfinished/);

  await desk.page.reload();
  await desk.isOpen(dina.name);
  await expect(composer.message).toHaveValue('To Dina, unfinished');
  await desk.open(dave.name);
  await expect(composer.message).toHaveValue('To Dave, unfinished');
  await composer.note.click();
  await expect(composer.noteText).toHaveValue('About Dave, unfinished');

  await composer.addNote.click();
  await expect(composer.noteText).toHaveValue('');
  await desk.page.reload();
  await desk.isOpen(dave.name);
  await expect(composer.message).toHaveValue('To Dave, unfinished');
  await composer.note.click();
  await expect(composer.noteText).toHaveValue('');
  await expect(desk.thread.bubbles('About Dave, unfinished')).toHaveCount(1);
  expect(office.provider.attempts.filter((message) => message.text.includes('unfinished'))).toEqual([]);
});

test("a draft is its writer's: another agent in the same browser does not see it", async ({ office, sit }) => {
  const desk = await sit('zoe', { signedOut: true });
  await desk.signIn.enter(office.server.signIn('zoe'));
  await desk.isReady();
  const carl = await office.newCustomer('Confidential Carl', 'Between us');
  await desk.open(carl.name);
  await desk.thread.composer.message.fill('Nobody else may read this');
  await desk.signOut();
  await desk.signIn.enter(office.server.signIn('amara'));
  await desk.isReady();
  await desk.open(carl.name);
  await expect(desk.thread.composer.message).toHaveValue('');
  await desk.signOut();
  await desk.signIn.enter(office.server.signIn('zoe'));
  await desk.isReady();
  await desk.open(carl.name);
  await expect(desk.thread.composer.message).toHaveValue('Nobody else may read this');
});

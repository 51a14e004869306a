// First light: signing in, a customer's message arriving live at two desks, a reply that reaches the provider exactly once,
// delivery reports seen by both, a deep link, signing out.
import { expect, test } from '../support/office';

test.use({ officeOf: 'first light' });

test('a wrong password is told in a sentence, the right one opens the desk', async ({ office, sit, watch }) => {
  watch.expects(/401 .*\/api\/v1\/login$/);
  const desk = await sit('ingrid', { signedOut: true });
  const { email, password } = office.server.signIn('ingrid');
  await desk.signIn.enter({ email, password: 'not the password' });
  await expect(desk.signIn.alert).toHaveText(/password is wrong.*\.$/);
  await expect(desk.signIn.email).toHaveValue(email);
  await desk.signIn.enter({ email, password });
  await desk.isReady();
  await expect(desk.views).toBeVisible();
  await expect(desk.page).toHaveURL(/\/s\/[^/]+\/all$/);
  await expect(desk.connection).toBeEmpty();
});

test('a message comes in live, is answered, and its delivery is told to both', async ({ office, sit }) => {
  const { provider } = office;
  const desks = await Promise.all([sit('ingrid'), sit('tomas')]);
  const [ingrid, tomas] = desks;
  for (const { page } of desks) await page.evaluate(() => Object.assign(window, { never: 'loaded again' }));

  const nora = await office.newCustomer('Nora Quill', 'Where is my order 4711?');
  await Promise.all(desks.map((desk) => expect(desk.list.row(nora.name)).toBeVisible({ timeout: 1_000 })));
  for (const desk of desks) {
    await desk.list.hasUnread(nora.name, 1);
    await expect(desk.list.item(nora.name)).toContainText('Where is my order 4711?');
    await expect(desk.list.rows.first()).toContainText(nora.name);
  }

  await ingrid.open(nora.name);
  await ingrid.list.hasUnread(nora.name, 0);
  await tomas.list.hasUnread(nora.name, 1);
  await tomas.open(nora.name);
  await tomas.list.hasUnread(nora.name, 0);

  const reply = 'It left our house this morning.';
  await ingrid.thread.composer.says(reply);
  await expect(ingrid.thread.composer.message).toHaveValue('');
  await expect.poll(() => provider.withText(reply).length).toBe(1);
  const [posted] = provider.withText(reply);
  expect(posted).toMatchObject({ conversation: nora.conversation, to: nora.address });

  for (const [report, words] of [['sent', 'Sent'], ['delivered', 'Delivered'], ['read', 'Read']] as const) {
    await provider.reports(posted?.id ?? '', report);
    for (const desk of desks) await desk.thread.shows(reply, words);
  }
  // Late and repeated reports change nothing.
  await provider.reports(posted?.id ?? '', 'delivered');
  await provider.says(nora, 'Thank you!');
  for (const desk of desks) {
    await expect(desk.thread.bubbles('Thank you!')).toHaveCount(1);
    await desk.thread.shows(reply, 'Read');
    expect(await desk.page.evaluate(() => 'never' in window), 'the page was not loaded again').toBe(true);
  }
  expect(provider.attempts.filter(({ text }) => text === reply)).toHaveLength(1);
});

test('a message of the provider that is repeated is shown once', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const nora = await office.newCustomer('Repeated Rita', 'Hello?');
  const first = await office.provider.says(nora, 'Only once, please', 'rita-1');
  const again = await office.provider.says(nora, 'Only once, please', 'rita-1');
  expect(again).toEqual({ ...first, duplicate: true });
  await desk.open(nora.name);
  await expect(desk.thread.bubbles('Only once, please')).toHaveCount(1);
});

test('a provider that is silent, and then fails, gets the message in the end, once', async ({ office, sit }) => {
  const { provider } = office;
  const desk = await sit('ingrid');
  const vera = await office.newCustomer('Patient Vera', 'Are you there?');
  await desk.open(vera.name);
  const before = provider.attempts.length;
  provider.next('hang', 500, 429);
  await desk.thread.composer.says('Yes, we are.');
  await expect.poll(() => provider.attempts.length, { timeout: 15_000 }).toBeGreaterThan(before);
  // A provider that says nothing has not taken it.
  await desk.thread.shows('Yes, we are.', 'Sending…');
  await expect(desk.thread.undo).toBeHidden();
  await expect.poll(() => provider.withText('Yes, we are.').length, { timeout: 30_000 }).toBe(1);
  await desk.thread.shows('Yes, we are.', 'Sent');
  expect(new Set(provider.attempts.filter(({ text }) => text === 'Yes, we are.').map(({ id }) => id)).size).toBe(1);
});

test('what the provider could not deliver says why, and can be tried again', async ({ office, sit }) => {
  const { provider } = office;
  const desk = await sit('ingrid');
  const max = await office.newCustomer('Unreachable Max', 'Call me back');
  await desk.open(max.name);
  await desk.thread.composer.says('We tried to call.');
  await expect.poll(() => provider.withText('We tried to call.').length).toBe(1);
  const [{ id } = { id: '' }] = provider.withText('We tried to call.');
  await provider.reports(id, 'failed', { code: 'unreachable', reason: 'The phone is switched off.' });
  await desk.thread.shows('We tried to call.', 'Failed: The phone is switched off.');
  await desk.thread.bubbles('We tried to call.').getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => provider.withText('We tried to call.').length).toBe(2);
  await desk.thread.shows('We tried to call.', 'Sent');
});

test('a deep link asks who is there, goes where it leads, and signing out leaves nothing behind', async ({ office, sit }) => {
  const dora = await office.newCustomer('Deep Dora', 'Read this first');
  const link = await office.link(dora.conversation);
  const desk = await sit('tomas', { signedOut: true, at: link });
  await desk.signIn.enter(office.server.signIn('tomas'));
  await desk.isOpen(dora.name);
  await expect(desk.page).toHaveURL(new RegExp(`${link}$`));
  await expect(desk.page).toHaveTitle(new RegExp(dora.name));

  const tab = await desk.page.context().newPage();
  await tab.goto(link);
  await expect(tab.getByRole('log', { name: 'Messages' })).toContainText('Read this first');
  await tab.close();

  await desk.signOut();
  await expect(desk.page.getByText(dora.name)).toHaveCount(0);
  const session = async () => (await desk.page.context().request.get('/api/v1/session')).status();
  await expect.poll(session, { message: 'the session has ended at the server too' }).toBe(401);
  await desk.page.goto(link);
  await expect(desk.signIn.button).toBeVisible();
});

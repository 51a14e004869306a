// When things are refused: a session that ended, conversations that are not there or not one's own, messages that the server
// does not take. Each time a sentence near the thing, and nothing typed is lost.
import { Api } from '../support/api';
import { Server } from '../support/server';
import { expect, test } from '../support/office';
import { SEND } from '../support/network';
import { NO_SERVER } from '../support/watch';

test.use({ officeOf: 'errors' });

const TOO_LONG = {
  type: '/problems/invalid',
  title: 'The request is not valid',
  status: 422,
  detail: 'Shorten the text: the provider takes 10 characters.',
  errors: [{ field: 'text', detail: 'Shorten the text: the provider takes 10 characters.' }],
};

test('a session that ends elsewhere: sign-in with a sentence, then on where one was, the message kept and sent', async ({
  office,
  sit,
  watch,
}) => {
  watch.expects(/401 /, NO_SERVER);
  const desk = await sit('tomas', { signedOut: true });
  await desk.signIn.enter(office.server.signIn('tomas'));
  await desk.isReady();
  const elsa = await office.newCustomer('Expired Elsa', 'Take your time');
  const late = await office.newCustomer('Later Lars', 'No hurry');
  await desk.open(late.name);
  await desk.thread.composer.message.fill('A draft that must not go');
  await desk.open(elsa.name);
  const { request } = desk.page.context();
  const ended = await request.post('/api/v1/logout', { data: {}, headers: { origin: office.server.origin } });
  expect(ended.ok()).toBe(true);
  await expect(desk.signIn.alert).toHaveText(/session ended.*\.$/);
  await desk.signIn.enter(office.server.signIn('tomas'));
  await desk.isOpen(elsa.name);
  await desk.open(late.name);
  await expect(desk.thread.composer.message).toHaveValue('A draft that must not go');
});

test('a message written when the session has ended unnoticed is kept, and sent after signing in', async ({ office, network, sit, watch }) => {
  watch.expects(/401 /, NO_SERVER);
  const desk = await sit('tomas', { signedOut: true, through: network });
  await desk.signIn.enter(office.server.signIn('tomas'));
  await desk.isReady();
  const erna = await office.newCustomer('Ended Erna', 'Any news?');
  await desk.open(erna.name);
  const unauthorized = { type: '/problems/unauthorized', title: 'Not signed in', status: 401, detail: 'Sign in first.' };
  network.answer(SEND, 401, unauthorized);
  await desk.thread.composer.says('Good news!');
  await expect(desk.signIn.alert).toHaveText(/session ended.*\.$/);
  await desk.signIn.enter(office.server.signIn('tomas'));
  await desk.isOpen(erna.name);
  await expect.poll(() => office.provider.withText('Good news!').length, { timeout: 15_000 }).toBe(1);
  await desk.thread.shows('Good news!', 'Sent');
});

test('a conversation that is not there says so, with a way back', async ({ office, sit, watch }) => {
  watch.expects(/404 .*\/timeline/);
  const { space } = await (await office.api()).session();
  for (const id of ['nonsense', '01940000-0000-7000-8000-000000000000', '%3Cscript%3E']) {
    const desk = await sit('ingrid', { at: `/s/${space}/c/${id}` });
    await expect(desk.thread.region).toContainText(/This conversation is not here.*It does not exist, or/s);
    await expect(desk.thread.composer.message).toHaveCount(0);
    const row = desk.list.rows.first().getByRole('link');
    await row.click();
    await expect(desk.thread.composer.message).toBeVisible();
  }
});

test("another space's conversation is not there either", async ({ office, sit, watch }) => {
  watch.expects(/404 /);
  // Another server has other spaces; to this one their ids are as foreign as can be.
  const foreign = await Server.start({ webhookUrl: office.provider.url });
  const stranger = await Api.signIn(foreign, foreign.signIn('ingrid'));
  const { space: theirs } = await stranger.session();
  const [row] = await stranger.list();
  await foreign.dispose();
  const { space } = await (await office.api()).session();

  expect(theirs).not.toBe(space);
  const desk = await sit('ingrid', { at: `/s/${space}/c/${row?.conversation.id}` });
  await expect(desk.thread.region).toContainText('This conversation is not here');
  await desk.page.goto(`/s/${theirs}/c/${row?.conversation.id}`);
  await expect(desk.page.getByText('You have no access here')).toBeVisible();
});

test("a colleague's conversation that one may not see is not there", async ({ office, sit, watch }) => {
  watch.expects(/404 .*\/timeline/);
  const admin = await office.api('ingrid');
  const kenji = await office.api('kenji');
  const mine = new Set((await kenji.list('all', 'all')).map(({ conversation }) => conversation.id));
  const hidden = (await admin.list('all', 'all')).find(({ conversation }) => conversation.teams.length > 0 && !mine.has(conversation.id));
  expect(hidden, 'a conversation of another team').toBeDefined();
  const desk = await sit('kenji', { at: await office.link(hidden?.conversation.id ?? '') });
  await expect(desk.thread.region).toContainText('This conversation is not here');
  await expect(desk.page.getByText(hidden?.conversation.contact.name ?? 'nobody at all')).toHaveCount(0);
});

test('a message that the server refuses is parked with the reason, can be edited, and holds nobody up', async ({ office, network, sit, watch }) => {
  watch.expects(/422 .*\/messages$/);
  const desk = await sit('ingrid', { through: network });
  const rudi = await office.newCustomer('Refused Rudi', 'Short, please');
  await desk.open(rudi.name);
  network.answer(SEND, 422, TOO_LONG);
  await desk.thread.composer.says('This is far too long.');
  await desk.thread.shows('This is far too long.', /^Failed: Shorten the text/);
  await expect(desk.thread.undo).toBeHidden();
  // The next one goes its way.
  await desk.thread.composer.says('Short.');
  await expect.poll(() => office.provider.withText('Short.').length, { timeout: 15_000 }).toBe(1);

  const parked = desk.thread.bubbles('This is far too long.');
  await parked.getByRole('button', { name: 'Edit' }).click();
  await expect(parked).toHaveCount(0);
  await expect(desk.thread.composer.message).toHaveValue('This is far too long.');
  await desk.thread.composer.says('Shorter.');
  await expect.poll(() => office.provider.withText('Shorter.').length, { timeout: 15_000 }).toBe(1);
  expect(office.provider.attempts.filter(({ text }) => text === 'This is far too long.')).toEqual([]);
});

test('a refused message can be tried again, and goes out once', async ({ office, network, sit, watch }) => {
  watch.expects(/422 .*\/messages$/);
  const desk = await sit('ingrid', { through: network });
  const aron = await office.newCustomer('Again Aron', 'Try again');
  await desk.open(aron.name);
  network.answer(SEND, 422, TOO_LONG);
  await desk.thread.composer.says('Once more, with feeling.');
  await desk.thread.shows('Once more, with feeling.', /^Failed: /);
  await desk.thread.bubbles('Once more, with feeling.').getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => office.provider.withText('Once more, with feeling.').length, { timeout: 15_000 }).toBe(1);
  await desk.thread.shows('Once more, with feeling.', 'Sent');
});

test('more characters than the channel takes: the composer says how many, and does not send', async ({ office, network, sit }) => {
  const desk = await sit('ingrid', { through: network });
  const lola = await office.newCustomer('Long Lola', 'Write me a novel');
  await desk.open(lola.name);
  await desk.thread.composer.message.fill('x'.repeat(20_001));
  await expect(desk.thread.region.getByText(/characters? too many$/)).toBeVisible();
  await expect(desk.thread.composer.send).toHaveAttribute('aria-disabled', 'true');
  await desk.thread.composer.message.press('Enter');
  await expect(desk.thread.composer.message).toHaveValue(/^x{20001}$/);
  expect(network.count(SEND)).toBe(0);
});

test('a server that is down when the app starts: a sentence, and on once it is back', async ({ network, sit, watch }) => {
  watch.expects(NO_SERVER, /50\d /);
  network.cut({ method: 'GET', path: /\/api\/v1\/session$/ }, 100);
  const desk = await sit('ingrid', { through: network, lobby: true });
  await expect(desk.page.getByText('The server cannot be reached')).toBeVisible();
  network.heal();
  await desk.isReady();
  await expect(desk.connection).toBeEmpty();
});

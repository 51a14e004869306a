// Live updates through trouble: a socket cut, dead or refused, a log that no longer reaches back, a server that restarts.
// Afterwards the screen is what a fresh load shows and what the server says, and meanwhile the app says how it stands.
import { Frames } from '../support/frames';
import { expect, test, type Office } from '../support/office';
import { rowsAgree, sameScreen, tabsAgree } from '../support/screen';
import { jump, letTimeJump } from '../support/time';
import { NO_SERVER } from '../support/watch';

test.use({ officeOf: 'live' });

type Customer = Awaited<ReturnType<Office['newCustomer']>>;

async function five(office: Office, theme: string): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (const name of ['Ada', 'Bo', 'Cleo', 'Dan', 'Eve']) {
    customers.push(await office.newCustomer(`${theme} ${name}`, `${name} says hello`));
  }
  return customers;
}

/** Twenty messages, turn by turn; answers with each customer's four. */
async function twenty(office: Office, customers: Customer[]): Promise<string[]> {
  const turns = ['first', 'second', 'third', 'fourth'].map((turn) => `The ${turn} of four`);
  for (const turn of turns) {
    for (const customer of customers) await office.provider.says(customer, turn);
  }
  return turns;
}

test('a socket cut while twenty messages arrive: all are there, once, in order, and every count is right', async ({
  office,
  network,
  sit,
  watch,
}) => {
  watch.expects(NO_SERVER);
  const api = await office.api();
  const desk = await sit('ingrid', { through: network });
  const customers = await five(office, 'Cut');
  const [open, ...others] = customers;
  await desk.open(open?.name ?? '');

  network.refuseSockets(true);
  network.cutSockets();
  const turns = await twenty(office, customers);
  network.refuseSockets(false);

  const last = turns.at(-1) ?? '';
  await expect(desk.thread.bubbles(last)).toHaveCount(1);
  for (const other of others) await desk.list.hasUnread(other.name, 5);
  await desk.list.hasUnread(open?.name ?? '', 0);
  await tabsAgree(desk, api);
  await rowsAgree(desk, api);
  const fresh = await sit('ingrid', { at: new URL(desk.page.url()).pathname });
  await sameScreen(desk, fresh);

  for (const { name } of customers) {
    await desk.open(name);
    await expect(desk.thread.bubbles(last)).toHaveCount(1);
    const texts = await desk.thread.all().allInnerTexts();
    const order = texts.flatMap((text) => turns.filter((turn) => text.includes(turn)));
    expect(order).toEqual(turns);
    await desk.list.hasUnread(name, 0);
  }
  await tabsAgree(desk, api);
});

test('a socket that is open and dead is noticed', async ({ office, network, sit, watch }) => {
  watch.expects(NO_SERVER);
  const desk = await sit('ingrid', { through: network, before: letTimeJump });
  const before = await office.newCustomer('Overheard Otto', 'Is this on?');
  await desk.list.hasUnread(before.name, 1);
  network.blackhole();
  const deaf = await office.newCustomer('Unheard Ulla', 'Does anybody hear me?');
  // Two pings of 15 s and a second later.
  await jump(desk.page, 32_000);
  await expect(desk.connection).toHaveText(/\S.*[.…]$/);
  network.endBlackhole();
  await expect(async () => {
    await jump(desk.page, 2_000);
    await expect(desk.connection).toBeEmpty({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await desk.list.hasUnread(deaf.name, 1);
  const after = await office.newCustomer('Heard Hanna', 'And me?');
  await desk.list.hasUnread(after.name, 1);
});

test('without sockets the app asks every few seconds, and says so', async ({ office, network, sit, watch }) => {
  watch.expects(NO_SERVER);
  const desk = await sit('ingrid', { through: network });
  network.refuseSockets(true);
  network.cutSockets();
  await expect(desk.connection).toHaveText(/Live updates are not possible.*every few seconds\.$/);
  const polly = await office.newCustomer('Polled Polly', 'Slow but sure?');
  await desk.list.hasUnread(polly.name, 1);
  await desk.open(polly.name);
  await desk.thread.composer.says('Sure.');
  await expect.poll(() => office.provider.withText('Sure.').length).toBe(1);
  await desk.thread.shows('Sure.', 'Sent');
  network.refuseSockets(false);
  await expect(desk.connection).toBeEmpty({ timeout: 40_000 });
  await tabsAgree(desk, await office.api());
});

test('offline, the app says so and keeps what is written; online it goes out once', async ({ office, sit, watch }) => {
  watch.expects(NO_SERVER);
  const desk = await sit('ingrid');
  const olaf = await office.newCustomer('Offline Olaf', 'Still there?');
  await desk.open(olaf.name);
  await desk.page.context().setOffline(true);
  await expect(desk.connection).toHaveText(/offline/);
  await desk.thread.composer.says('Written in the tunnel.');
  await desk.thread.shows('Written in the tunnel.', 'Sending…');
  await expect(desk.connection).toHaveText(/1 change waits to be sent\.$/);
  await desk.page.context().setOffline(false);
  await expect.poll(() => office.provider.withText('Written in the tunnel.').length, { timeout: 15_000 }).toBe(1);
  await desk.thread.shows('Written in the tunnel.', 'Sent');
  await expect(desk.connection).toBeEmpty();
  expect(await (await office.api()).entries(olaf.conversation, 'Written in the tunnel.')).toHaveLength(1);
});

test('a log that does not reach back: the app starts again from a snapshot and keeps what was being written', async ({
  office,
  sit,
}) => {
  const frames = new Frames();
  const desk = await sit('ingrid', { before: (page) => frames.over(page) });
  const customers = await five(office, 'Reset');
  const [open, other] = customers;
  await desk.open(open?.name ?? '');
  await desk.thread.composer.message.fill('Half a sentence');
  frames.swallow();
  await twenty(office, customers);
  frames.release();
  const asked = desk.page.waitForRequest(/\/api\/v1\/session/);
  frames.say({ t: 'reset' });
  await asked;
  await expect(desk.thread.bubbles('The fourth of four')).toHaveCount(1);
  await desk.list.hasUnread(other?.name ?? '', 5);
  await expect(desk.thread.composer.message).toHaveValue('Half a sentence');
  await expect(desk.connection).toBeEmpty();
  await sameScreen(desk, await sit('ingrid', { at: new URL(desk.page.url()).pathname }));
  await tabsAgree(desk, await office.api());
});

test('a server that restarts under two desks: they say so, come back, and show what a fresh load shows', async ({
  office,
  sit,
  watch,
}) => {
  watch.expects(NO_SERVER);
  const desks = await Promise.all([sit('ingrid'), sit('tomas')]);
  const rosa = await office.newCustomer('Restart Rosa', 'Before');
  for (const desk of desks) await desk.open(rosa.name);
  await office.server.stop();
  for (const desk of desks) await expect(desk.connection).toHaveText(/^(Connection lost|The server cannot be reached).*…$/);
  await office.server.startAgain();
  await office.provider.says(rosa, 'After');
  for (const desk of desks) {
    await expect(desk.thread.bubbles('After')).toHaveCount(1, { timeout: 30_000 });
    await expect(desk.connection).toBeEmpty({ timeout: 30_000 });
  }
  const [ingrid, tomas] = desks;
  const at = new URL(ingrid.page.url()).pathname;
  await sameScreen(ingrid, await sit('ingrid', { at }));
  await sameScreen(tomas, await sit('tomas', { at }));
});

test('the tab says how many unread conversations concern the agent, and its icon that there are some', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const count = async () => Number(/^\((\d+)\) /.exec(await desk.page.title())?.[1] ?? 0);
  const icon = () => desk.page.locator('link[rel=icon]').evaluate((link) => new URL((link as HTMLLinkElement).href).pathname);
  const before = await count();
  const tina = await office.newCustomer('Titled Tina', 'Anybody?');
  await expect.poll(count).toBe(before + 1);
  expect(await icon()).toBe('/icon-unread.svg');
  await desk.open(tina.name);
  await expect.poll(count).toBe(before);
  await expect(desk.page).toHaveTitle(new RegExp(`${tina.name} – Switchboard$`));
});

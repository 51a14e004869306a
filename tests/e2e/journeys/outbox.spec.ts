// The outbox under faults: requests that never arrive, answers that get lost, echoes in any order, frames repeated and
// shuffled. Always exactly one row at the server, one post to the provider, one bubble at every moment in every tab.
import { countBubbles, wasAlwaysOne, wasNeverTwo } from '../support/bubbles';
import type { Desk } from '../support/desk';
import { Frames } from '../support/frames';
import { expect, test, type Office } from '../support/office';
import { SEND } from '../support/network';
import { sameScreen, tabsAgree } from '../support/screen';
import { NO_SERVER } from '../support/watch';

test.use({ officeOf: 'outbox' });
test.beforeEach(({ watch }) => watch.expects(NO_SERVER));

/** One row at the server, one post to the provider, one bubble on the desks. */
async function isOnlyOne(office: Office, conversation: string, text: string, ...desks: Desk[]): Promise<void> {
  await expect.poll(() => office.provider.withText(text).length, { timeout: 20_000 }).toBe(1);
  for (const desk of desks) await desk.thread.shows(text, 'Sent');
  expect(await (await office.api()).entries(conversation, text)).toHaveLength(1);
  expect(office.provider.attempts.filter((message) => message.text === text)).toHaveLength(1);
}

/** The browser says that the network is back, so that nobody waits for the next try. */
async function hurry(desk: Desk): Promise<void> {
  await desk.page.evaluate(() => window.dispatchEvent(new Event('online')));
}

for (const times of [1, 2, 5]) {
  test(`a request cut ${times}× before the server is sent once, and its bubble never leaves`, async ({ office, network, sit }) => {
    const [ingrid, tomas] = await Promise.all([sit('ingrid', { through: network }), sit('tomas')]);
    const cutter = await office.newCustomer(`Cut ${times}`, 'Can you hear me?');
    await ingrid.open(cutter.name);
    await tomas.open(cutter.name);
    const text = `Loud and clear, after ${times}.`;
    await countBubbles(ingrid.page, text);
    network.cut(SEND, times);
    await ingrid.thread.composer.says(text);
    await ingrid.thread.shows(text, 'Sending…');
    for (let cut = 1; cut <= times; cut += 1) {
      await expect.poll(() => network.count(SEND), { timeout: 20_000 }).toBeGreaterThanOrEqual(cut);
      if (cut > 2) await hurry(ingrid);
    }
    await isOnlyOne(office, cutter.conversation, text, ingrid, tomas);
    await wasAlwaysOne(ingrid.page);
    expect(network.count(SEND)).toBe(times + 1);
  });
}

test('an answer that is lost: the retry gets the same message', async ({ office, network, sit }) => {
  const frames = new Frames();
  const ingrid = await sit('ingrid', { through: network, before: (page) => frames.over(page) });
  const tomas = await sit('tomas');
  const lost = await office.newCustomer('Lost Answer', 'Hello?');
  await ingrid.open(lost.name);
  await tomas.open(lost.name);
  const text = 'Hello! Answered twice, said once.';
  await countBubbles(ingrid.page, text);
  frames.hold();
  network.dropAnswers(SEND, 1);
  await ingrid.thread.composer.says(text);
  await expect.poll(() => network.count(SEND)).toBe(2);
  await expect(tomas.thread.bubbles(text)).toHaveCount(1);
  frames.release();
  await isOnlyOne(office, lost.conversation, text, ingrid, tomas);
  await wasAlwaysOne(ingrid.page);
});

test('an answer that is lost, and the page reloaded: one message', async ({ office, network, sit }) => {
  const frames = new Frames();
  const ingrid = await sit('ingrid', { through: network, before: (page) => frames.over(page) });
  const lost = await office.newCustomer('Lost And Reloaded', 'Hello?');
  await ingrid.open(lost.name);
  const text = 'Hello! Said before the reload.';
  await countBubbles(ingrid.page, text);
  frames.hold();
  network.dropAnswers(SEND, 1);
  await ingrid.thread.composer.says(text);
  const api = await office.api();
  await expect.poll(async () => (await api.entries(lost.conversation, text)).length).toBe(1);
  await ingrid.page.reload();
  frames.release();
  await isOnlyOne(office, lost.conversation, text, ingrid);
  await wasAlwaysOne(ingrid.page);
  await expect(ingrid.connection).toBeEmpty();
});

for (const fault of ['an answer that is lost', 'a request that never arrives'] as const) {
  test(`${fault}, and the tab closed: another tab of the same agent sees to it, once`, async ({ office, network, sit }) => {
    const ingrid = await sit('ingrid', { through: network });
    const left = await office.newCustomer(`Left ${fault}`, 'Hello?');
    await ingrid.open(left.name);
    const other = await ingrid.twin();
    await other.isOpen(left.name);
    const text = `Said in another tab: ${fault}.`;
    await countBubbles(other.page, text);
    if (fault === 'an answer that is lost') network.dropAnswers(SEND, 1);
    else network.cut(SEND, 1);
    await ingrid.thread.composer.says(text);
    await expect.poll(() => network.count(SEND)).toBe(1);
    await ingrid.page.close();
    await isOnlyOne(office, left.conversation, text, other);
    await wasNeverTwo(other.page);
  });
}

for (const order of ['before', 'together with', 'long after'] as const) {
  test(`the echo on the socket comes ${order} the answer: one bubble at every moment`, async ({ office, network, sit }) => {
    const frames = new Frames();
    const ingrid = await sit('ingrid', { through: network, before: (page) => frames.over(page) });
    const echo = await office.newCustomer(`Echo ${order}`, 'Echo?');
    await ingrid.open(echo.name);
    const text = `Echo ${order}!`;
    await countBubbles(ingrid.page, text);
    const answer = network.holdAnswer(SEND);
    if (order !== 'before') frames.hold();
    const before = frames.count;
    await ingrid.thread.composer.says(text);
    await answer.arrived;
    await expect.poll(() => frames.count).toBeGreaterThan(before);
    const answered = ingrid.page.waitForResponse((response) => SEND.path.test(new URL(response.url()).pathname));
    answer.release();
    if (order === 'together with') frames.release();
    await answered;
    if (order === 'long after') {
      await office.provider.says(echo, 'Anybody?');
      await expect.poll(() => office.provider.withText(text).length, { timeout: 15_000 }).toBe(1);
      frames.release();
    }
    await isOnlyOne(office, echo.conversation, text, ingrid);
    await wasAlwaysOne(ingrid.page);
  });
}

test('every frame three times and in any order: in the end the screen is what a fresh load shows', async ({ office, sit }) => {
  const frames = new Frames();
  const ingrid = await sit('ingrid', { before: (page) => frames.over(page) });
  const tomas = await sit('tomas');
  const customers: { name: string; address: string; conversation: string }[] = [];
  for (const name of ['Xenia', 'Yuri', 'Zita']) customers.push(await office.newCustomer(`Shuffled ${name}`, 'Hello'));
  const [open] = customers;
  await ingrid.open(open?.name ?? '');
  await tomas.open(open?.name ?? '');
  await countBubbles(ingrid.page, 'An answer in the storm');
  frames.shuffle();
  await ingrid.thread.composer.says('An answer in the storm');
  await tomas.thread.composer.says('A colleague answers too');
  for (let turn = 1; turn <= 14; turn += 1) {
    for (const customer of customers) await office.provider.says(customer, `Message ${turn} of 14`);
  }
  const api = await office.api('tomas');
  await api.setStatus(open?.conversation ?? '', 'pending');
  await api.waitFor(open?.conversation ?? '', 'An answer in the storm', 'sent');
  frames.release();
  await office.provider.says(open ?? { address: '' }, 'The last word');
  await expect(ingrid.thread.bubbles('The last word')).toHaveCount(1);
  await expect(ingrid.connection).toBeEmpty();
  for (let turn = 1; turn <= 14; turn += 1) await expect(ingrid.thread.bubbles(`Message ${turn} of 14`)).toHaveCount(1);
  await wasAlwaysOne(ingrid.page);
  await sameScreen(ingrid, await sit('ingrid', { at: new URL(ingrid.page.url()).pathname }));
  await tabsAgree(ingrid, await office.api());
});

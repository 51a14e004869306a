// Undo send: within the window nothing leaves the house, after it the app says so, and neither a killed server nor a closed
// tab loses or doubles a held message.
import { countBubbles, wasAlwaysOne } from '../support/bubbles';
import { expect, test, type Office } from '../support/office';
import { SEND, UNDO } from '../support/network';
import { NO_SERVER } from '../support/watch';

test.use({ officeOf: 'undo' });

/** Every message up to now has had its chance: one written after them, and held as long, has been posted. */
async function isSettled(office: Office, conversation: string): Promise<void> {
  const api = await office.api('tomas');
  const marker = `Is there anything else? ${Date.now()}`;
  await api.send(conversation, marker);
  await expect.poll(() => office.provider.withText(marker).length, { timeout: 20_000 }).toBe(1);
}

test('within the window the message comes back into the composer, and nobody else keeps it', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const una = await office.newCustomer('Undo Una', 'Which colour do you have?');
  await ingrid.open(una.name);
  await tomas.open(una.name);

  const text = 'Only grean,\nsorry for that.';
  await ingrid.thread.composer.says(text);
  await expect(ingrid.page.getByRole('status').getByText('Sending…')).toBeVisible();
  await expect(tomas.thread.bubbles('Only grean, sorry for that.')).toHaveCount(1);
  await ingrid.thread.undo.click();

  await expect(ingrid.thread.composer.message).toHaveValue(text);
  await expect(ingrid.thread.composer.message).toBeFocused();
  for (const desk of [ingrid, tomas]) {
    await expect(desk.thread.bubbles('Only grean, sorry for that.')).toHaveCount(0);
    await expect(desk.list.item(una.name)).not.toContainText('grean');
  }
  await expect(ingrid.thread.undo).toBeHidden();
  await isSettled(office, una.conversation);
  expect(office.provider.attempts.filter((message) => message.text === text)).toEqual([]);
  expect(await (await office.api()).entries(una.conversation, text)).toEqual([]);
});

test('after the window there is no Undo any more', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const uwe = await office.newCustomer('Too Late Uwe', 'When do you open?');
  await desk.open(uwe.name);
  await desk.thread.composer.says('At nine.');
  await expect(desk.thread.undo).toBeVisible();
  await desk.thread.shows('At nine.', 'Sent');
  await expect(desk.thread.undo).toBeHidden();
  expect(office.provider.withText('At nine.')).toHaveLength(1);
});

test('an undo that arrives too late is refused with a sentence', async ({ office, network, sit, watch }) => {
  watch.expects(/409 .*\/undo$/);
  const desk = await sit('ingrid', { through: network });
  const lara = await office.newCustomer('Late Lara', 'Can I come today?');
  await desk.open(lara.name);
  const late = network.holdRequest(UNDO);
  await desk.thread.composer.says('Yes, until six.');
  await desk.thread.undo.click();
  await late.arrived;
  await expect.poll(() => office.provider.withText('Yes, until six.').length, { timeout: 15_000 }).toBe(1);
  late.release();
  await expect(desk.toasts).toHaveText(/Too late to undo.*\./);
  await desk.thread.shows('Yes, until six.', 'Sent');
  await expect(desk.thread.composer.message).toHaveValue('');
  await isSettled(office, lara.conversation);
  expect(office.provider.withText('Yes, until six.')).toHaveLength(1);
});

test('an undo before the server has heard of the message takes it back all the same', async ({ office, network, sit }) => {
  const desk = await sit('ingrid', { through: network });
  const ella = await office.newCustomer('Early Ella', 'Do you ship to Malta?');
  await desk.open(ella.name);
  const slow = network.holdRequest(SEND);
  await desk.thread.composer.says('No, we never do.');
  await slow.arrived;
  await desk.thread.undo.click();
  slow.release();
  await expect(desk.thread.composer.message).toHaveValue('No, we never do.');
  await expect(desk.thread.bubbles('No, we never do.')).toHaveCount(0);
  await isSettled(office, ella.conversation);
  expect(office.provider.withText('No, we never do.')).toEqual([]);
});

test('a server killed inside the window sends the message once it is back, once', async ({ office, sit, watch }) => {
  watch.expects(NO_SERVER);
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const kilian = await office.newCustomer('Crash Kilian', 'Is the bike ready?');
  await ingrid.open(kilian.name);
  await tomas.open(kilian.name);
  const text = 'It is, come by.';
  await countBubbles(ingrid.page, text);
  await ingrid.thread.composer.says(text);
  await expect(tomas.thread.bubbles(text)).toHaveCount(1);
  await expect(ingrid.thread.undo).toBeVisible();
  await office.server.kill();
  expect(office.provider.attempts.filter((message) => message.text === text)).toEqual([]);
  await office.server.startAgain();

  await expect.poll(() => office.provider.withText(text).length, { timeout: 20_000 }).toBe(1);
  for (const desk of [ingrid, tomas]) {
    await desk.thread.shows(text, 'Sent');
    await expect(desk.connection).toBeEmpty();
  }
  await wasAlwaysOne(ingrid.page);
  await isSettled(office, kilian.conversation);
  expect(office.provider.attempts.filter((message) => message.text === text)).toHaveLength(1);
});

test('a tab closed inside the window loses nothing', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const tilda = await office.newCustomer('Closed Tab Tilda', 'May I bring my dog?');
  await desk.open(tilda.name);
  await desk.thread.composer.says('Of course.');
  await expect(desk.thread.undo).toBeVisible();
  await desk.page.close();
  await expect.poll(() => office.provider.withText('Of course.').length, { timeout: 15_000 }).toBe(1);
  await isSettled(office, tilda.conversation);
  expect(office.provider.withText('Of course.')).toHaveLength(1);
});

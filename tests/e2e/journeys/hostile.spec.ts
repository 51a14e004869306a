// Hostile texts in every place that shows what somebody else wrote: list, header, timeline, details, title, composer. They
// are shown as they are, run nothing, load nothing, and break nothing.
import type { Desk } from '../support/desk';
import { isHarmless, shownTexts } from '../support/harmless';
import { expect, test } from '../support/office';
import { FROM_OUTSIDE, kept, keptName, PAYLOADS } from '../support/payloads';

test.use({ officeOf: 'hostile', acceptDownloads: false });

/** Milliseconds between two looks. */
const SOON = [20, 40, 80];

/** Every message and note stays inside the log, and its text inside the message. */
async function staysInside(desk: Desk): Promise<void> {
  const leaving = await desk.thread.log.evaluate((log) => {
    const outer = log.getBoundingClientRect();
    const out: string[] = [];
    for (const article of log.querySelectorAll('article')) {
      for (const element of [article, ...article.querySelectorAll('p')]) {
        const box = element.getBoundingClientRect();
        if (box.left < outer.left - 1 || box.right > outer.right + 1) out.push(article.textContent?.slice(0, 60) ?? '');
      }
    }
    return out;
  });
  expect(leaving, 'messages wider than the log').toEqual([]);
}

test('as names of customers: in list, header, title and details', async ({ office, sit }) => {
  test.setTimeout(120_000);
  const desk = await sit('ingrid');
  const width = await desk.page.evaluate(() => document.documentElement.scrollWidth);
  const all = { ...PAYLOADS, ...FROM_OUTSIDE };
  let address = 447_000_000_000;
  for (const [what, payload] of Object.entries(all)) {
    address += 1;
    const { conversation } = await office.provider.says({ address: `+${address}`, name: payload }, `My name is ${what}`);
    const name = keptName(payload);
    const link = desk.list.list.locator(`a[href$="${conversation}"]`);
    await expect(link, what).toContainText(`My name is ${what}`);
    const label = await link.getAttribute('aria-label');
    expect(label?.startsWith(`${name}, `), `${what}: ${label}`).toBe(true);
    await link.click();
    await expect(desk.thread.log).toContainText(`My name is ${what}`);
    expect(await desk.thread.heading.textContent(), what).toBe(name);
    await expect(desk.details.pane.locator('bdi').first()).toHaveText(name);
    await expect(desk.page).toHaveTitle(/ Switchboard$/);
    await isHarmless(desk.page);
    await staysInside(desk);
  }
  expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  await desk.page.reload();
  await desk.isReady();
  await isHarmless(desk.page);
});

test('as messages of a customer: in timeline and list', async ({ office, sit }) => {
  test.setTimeout(120_000);
  const desk = await sit('ingrid');
  const eve = await office.newCustomer('Evil Eve', 'Hello');
  await desk.open(eve.name);
  for (const [what, payload] of Object.entries({ ...PAYLOADS, ...FROM_OUTSIDE })) {
    await office.provider.says(eve, payload);
    await expect.poll(async () => (await shownTexts(desk)).at(-1), { message: what, intervals: SOON }).toBe(kept(payload));
    const preview = keptName(payload).slice(0, 40);
    expect(await desk.list.item(eve.name).textContent(), what).toContain(preview);
  }
  await isHarmless(desk.page);
  await staysInside(desk);
});

test('as replies and notes: in timeline, list and composer, and exactly so at the provider', async ({ office, sit }) => {
  test.setTimeout(120_000);
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const vic = await office.newCustomer('Victim Vic', 'Hello');
  for (const desk of [ingrid, tomas]) await desk.open(vic.name);
  await tomas.thread.composer.note.click();
  const all = Object.entries(PAYLOADS);
  const sent = all.filter((_, index) => index % 2 === 0);
  for (const [index, [what, payload]] of all.entries()) {
    const reply = index % 2 === 0;
    const [writer, reader] = reply ? [ingrid, tomas] : [tomas, ingrid];
    const { composer } = writer.thread;
    await (reply ? composer.message : composer.noteText).fill(payload);
    await expect(reply ? composer.message : composer.noteText).toHaveValue(payload);
    await (reply ? composer.send : composer.addNote).click();
    await expect.poll(async () => (await shownTexts(reader)).at(-1), { message: what, intervals: SOON }).toBe(kept(payload));
  }
  for (const desk of [ingrid, tomas]) {
    await isHarmless(desk.page);
    await staysInside(desk);
  }
  const posted = () => office.provider.taken.filter(({ conversation }) => conversation === vic.conversation);
  await expect.poll(() => posted().length, { timeout: 30_000 }).toBe(sent.length);
  expect(posted().map(({ text }) => text)).toEqual(sent.map(([, payload]) => kept(payload)));
});

test('addresses in a message become links that open beside the app; unsafe ones stay text', async ({ office, sit }) => {
  const text =
    'See https://wayfern.example/a_(b)?x=1&y=2, (www.wayfern.example) or help@wayfern.example. ' +
    'Not javascript:alert(1), ftp://old.example, data://text/html or node.js';
  const { conversation } = await office.newCustomer('Linking Lin', text);
  const desk = await sit('ingrid', { at: await office.link(conversation) });
  const links = desk.thread.bubbles(text).getByRole('link');
  await expect(links).toHaveText(['https://wayfern.example/a_(b)?x=1&y=2', 'www.wayfern.example', 'help@wayfern.example']);
  const kept = await links.evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]));
  const beside = ['_blank', 'noopener noreferrer ugc'];
  expect(kept).toEqual([
    ['https://wayfern.example/a_(b)?x=1&y=2', ...beside],
    ['https://www.wayfern.example', ...beside],
    ['mailto:help@wayfern.example', ...beside],
  ]);
});

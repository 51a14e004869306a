// Public lists of attacks, some six thousand texts, through every place of the desk that shows what somebody wrote: they are
// shown letter by letter, run nothing, load nothing, and lead nowhere but to the web.
import type { Page } from '@playwright/test';

import { ALL, ATTACKS, bundles } from '../support/corpus';
import type { Desk } from '../support/desk';
import { isHarmless, shownTexts } from '../support/harmless';
import { expect, test } from '../support/office';
import { fresh } from '../support/parts';
import { kept, keptName } from '../support/payloads';

test.use({ officeOf: 'corpus', acceptDownloads: false });

/** Links lead to the web or to a mailbox, beside the app and without telling where they come from. */
async function leadsOnlyToTheWeb(page: Page): Promise<void> {
  const odd = await page.getByRole('log').getByRole('link').evaluateAll((links) =>
    links.filter((link) => {
      const { protocol, username, target, rel } = link as HTMLAnchorElement;
      const safe = ['https:', 'http:', 'mailto:'].includes(protocol) && username === '';
      return !safe || target !== '_blank' || rel !== 'noopener noreferrer ugc';
    }).map((link) => link.outerHTML),
  );
  expect(odd).toEqual([]);
}

test('as messages and notes: letter by letter', async ({ office, sit }) => {
  test.setTimeout(180_000);
  expect(ALL.length).toBeGreaterThan(6_000);
  const texts = bundles(ALL);
  const mallory = await office.newCustomer('Mallory of the Lists', 'Hello');
  for (const text of texts) await office.provider.says(mallory, text);
  const desk = await sit('ingrid', { at: await office.link(mallory.conversation) });
  const wanted = texts.slice(-40).map(kept);
  await expect.poll(async () => (await shownTexts(desk)).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(Math.min(texts.length, 40));
  const shown = (await shownTexts(desk)).slice(-wanted.length);
  // One by one: a difference of two long texts helps nobody.
  for (const [index, text] of wanted.entries()) {
    if (shown[index] !== text) expect((shown[index] ?? '').split('\n'), `message ${index}`).toEqual(text.split('\n'));
  }
  await isHarmless(desk.page);
  await leadsOnlyToTheWeb(desk.page);
  // Searching finds and marks them; what is marked is text too.
  for (const words of ['alert', 'script onerror', '"javascript:alert"', '<svg onload=alert(1)>', 'srcdoc iframe']) {
    await desk.search.field.fill(words);
    await expect(desk.search.region.locator('mark').first()).toBeVisible();
    await isHarmless(desk.page);
  }
});

test('as names, in the list and the search', async ({ office, sit }) => {
  test.setTimeout(180_000);
  const desk = await sit('ingrid');
  const names = ATTACKS.filter((text) => keptName(text).length > 3).filter((_, index) => index % 15 === 0);
  const wanted = new Map<string, string>();
  for (const name of names) {
    const { conversation } = await office.provider.says({ ...fresh('x'), name }, 'I am new');
    wanted.set(conversation, keptName(name));
  }
  await desk.page.reload();
  await desk.isReady();
  const seen = await scrolledThrough(desk, wanted.size);
  const wrong = [...wanted].filter(([conversation, name]) => !(seen.get(conversation) ?? '').startsWith(`${name}, `));
  expect(wrong.map(([conversation, name]) => [name, seen.get(conversation)])).toEqual([]);
  await isHarmless(desk.page);
  await desk.search.field.fill('onerror');
  await expect(desk.search.region.getByRole('list', { name: 'Contacts' }).locator('mark').first()).toBeVisible();
  await isHarmless(desk.page);
});

/** The names of the rows by their conversations, collected on the way down the list. */
async function scrolledThrough(desk: Desk, count: number): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const rows = desk.list.list.locator('a[href*="/c/"]');
  await expect(async () => {
    const there = await rows.evaluateAll((links) => {
      links.at(-1)?.scrollIntoView();
      return links.map((link) => [link.getAttribute('href')?.split('/').at(-1)?.split('?')[0] ?? '', link.getAttribute('aria-label') ?? '']);
    });
    for (const [conversation, label] of there) found.set(conversation ?? '', label ?? '');
    expect(found.size).toBeGreaterThanOrEqual(count);
  }).toPass({ timeout: 60_000, intervals: [50] });
  return found;
}

test('as tags and as addresses of the page', async ({ office, sit, watch }) => {
  // What does not exist is asked for and refused.
  watch.expects(/Failed to load resource: the server responded with a status of 4(03|04|22|29)/);
  test.setTimeout(120_000);
  const trudy = await office.newCustomer('Trudy of the Tags', 'Hello');
  const api = await office.api();
  const tags = ATTACKS.filter((text) => /^[^\s]{6,40}$/u.test(text)).filter((_, index) => index % 20 === 0).slice(0, 25);
  await api.patch(trudy.conversation, { create_tags: tags });
  const desk = await sit('ingrid', { at: await office.link(trudy.conversation) });
  const last = keptName(tags.at(-1) ?? '');
  await expect(desk.details.pane).toContainText(last);
  const shown = await desk.details.pane.textContent();
  expect(tags.map(keptName).filter((tag) => !shown?.includes(tag))).toEqual([]);
  await isHarmless(desk.page);
  // What stands in the address is searched for as it is, and what makes no sense leads nowhere bad.
  const { space } = await api.session();
  for (const text of ATTACKS.filter((text) => !/[\r\n]/.test(text) && text.trim() !== '' && text.length < 150).filter((_, index) => index % 80 === 0)) {
    await visit(desk.page, `/s/${space}?q=${encodeURIComponent(text)}`);
    await expect(desk.search.field).toHaveValue(text);
  }
  await isHarmless(desk.page);
  for (const text of ATTACKS.filter((_, index) => index % 60 === 0)) {
    const part = encodeURIComponent(text.slice(0, 200)).replace(/^\.+$/, 'x');
    await visit(desk.page, `/s/${space}/c/${part}?view=${part}&tab=${part}&team=${part}&at=${part}&unread=${part}`);
    await visit(desk.page, `/s/${part}/${part}?${part}=${part}#${part}`);
  }
  await isHarmless(desk.page);
  await visit(desk.page, `/s/${space}`);
  await desk.isReady();
});

/** Goes to an address inside of the app, as a link to it does. */
async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState({}, '', address);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, address);
}

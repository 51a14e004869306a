// Switchboard in the pages of others: five lines and a token, with third-party cookies and storage blocked; a portal that
// spares nothing; pages that may not show it; and the app on somebody else's file server, beside an API elsewhere.
import type { BrowserContext, Frame, Page } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { Desk } from '../support/desk';
import { files, page as onePage, poorer, portal, type Portal } from '../support/elsewhere';
import { expect, test, type Office } from '../support/office';
import { freePort } from '../support/server';

test.use({ officeOf: 'embed' });

declare global {
  interface Window {
    heard?: { type: string; detail?: Record<string, unknown> }[];
    posted?: number;
    answered?: number;
    long?: string[];
  }
  interface HTMLElement {
    open(conversation: string): void;
    compose(message: { to?: string; sender?: string }): void;
    search(text: string): void;
  }
}

const opened: (Portal | BrowserContext)[] = [];

test.afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await ('stop' in one ? one.stop() : one.close());
});

async function start<T extends Portal>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  opened.push(started);
  return started;
}

/** The portal, with a key of its own for its origin. */
async function portalOf(office: Office, expiresIn?: number): Promise<Portal> {
  const port = await freePort();
  const key = await (await office.api()).makeKey(`http://localhost:${port}`);
  const agent = office.server.signIn('ingrid').email;
  return start(portal({ switchboard: office.server.origin, key, agent, port, expiresIn }));
}

/** A page in a browser that blocks third-party cookies and every storage in frames. */
async function strict(browser: import('@playwright/test').Browser, address: string): Promise<Page> {
  const context = await browser.newContext();
  opened.push(context);
  await context.addInitScript(() => {
    if (window === window.top) {
      window.long = [];
      const note = (task: PerformanceEntry) => window.long?.push(`${task.name} ${Math.round(task.duration)} ms`);
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: 'longtask', buffered: true });
      return;
    }
    const forbid = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: forbid });
    Object.defineProperty(Document.prototype, 'cookie', { get: forbid, set: forbid });
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true } as never);
  await page.goto(address);
  return page;
}

/** The frame of an element. */
async function framed(page: Page, origin: string, number = 0): Promise<{ frame: Frame; desk: Desk }> {
  const frames = () => page.frames().filter((frame) => frame.url().startsWith(origin));
  await expect.poll(() => frames().length).toBeGreaterThan(number);
  const frame = frames()[number] as Frame;
  // A frame finds things as a page does.
  const desk = new Desk(frame as unknown as Page);
  await desk.isReady();
  return { frame, desk };
}

test('five lines show the inbox to an agent, without cookies and storage', async ({ office, browser }) => {
  const { origin } = await portalOf(office);
  const nora = await office.newCustomer('Nora Embedded', 'Is this the portal?');
  const page = await strict(browser, `${origin}/five-lines.html`);
  const { frame, desk } = await framed(page, office.server.origin);
  // The app compiles and starts in a process of its own: not one task of it holds the page up.
  expect((await page.evaluate(() => window.long))?.filter((task) => !task.startsWith('self'))).toEqual([]);
  // The first token is handed over, not asked for again.
  expect(await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/switchboard-token')).length)).toBe(1);
  const past = await page.evaluate(() => history.length);
  await expect(desk.toasts).toContainText('keeps nothing');
  await desk.open(nora.name);
  await desk.thread.composer.says('It is.');
  await expect.poll(() => office.provider.withText('It is.').length).toBe(1);
  await expect(desk.thread.bubbles('It is.')).toHaveCount(1);
  // Who signs in and out is the page's business.
  await frame.locator('body').press('Control+k');
  const commands = frame.getByRole('dialog', { name: 'Commands' });
  await commands.getByRole('searchbox').fill('Sign out');
  await expect(commands).toContainText('Nothing is called so.');
  await commands.getByRole('button', { name: 'Close' }).click();
  await expect(commands).toBeHidden();
  // No token is anywhere a script of somebody else's could find it, nor in an address.
  expect(frame.url()).not.toContain('sbt_');
  expect(await page.context().cookies(office.server.origin)).toEqual([]);
  expect(await page.content()).not.toContain('sbt_');
  expect(await frame.content()).not.toContain('sbt_');
  // Nor does the frame leave anything in the history of the page.
  expect(await page.evaluate(() => history.length)).toBe(past);
});

test('a portal keeps its links, keys and looks, hears of everything, and asks for anything', async ({ office, browser }) => {
  const { origin } = await portalOf(office);
  const nora = await office.newCustomer('Nora Portal', 'Can you hear me?');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  opened.push(context);
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('console', (message) => {
    // Chromium calls it an error that a frame of another site does not get the focus by an attribute; scripts give it.
    if (message.type() === 'error' && !message.text().startsWith('Blocked autofocusing')) failures.push(message.text());
  });
  await page.addInitScript(() => {
    window.heard = [];
    for (const type of ['ready', 'conversationopened', 'unreadchange', 'navigate', 'authrequired', 'error']) {
      addEventListener('DOMContentLoaded', () => {
        document.querySelector('switchboard-inbox')?.addEventListener(type, (event) => {
          window.heard?.push({ type, detail: (event as CustomEvent).detail });
        });
      });
    }
  });
  await page.goto(`${origin}/inbox`);
  const { frame, desk } = await framed(page, office.server.origin);
  const heard = (type: string) => page.evaluate((type) => window.heard?.filter((one) => one.type === type).map(({ detail }) => detail), type);
  await expect.poll(() => heard('ready')).toHaveLength(1);
  await expect.poll(async () => (await heard('unreadchange'))?.at(-1)?.count).toBeGreaterThan(0);
  await expect(page.locator('nav .count')).not.toBeEmpty();

  // Methods, and the deep link that the portal keeps.
  const inbox = page.locator('switchboard-inbox');
  await inbox.evaluate((inbox, id) => inbox.open(id), nora.conversation);
  await desk.isOpen(nora.name);
  await expect.poll(async () => (await heard('conversationopened'))?.at(-1)).toEqual({ conversation: nora.conversation });
  await expect(page).toHaveURL(new RegExp(`/inbox\\?view=\\w+&conversation=${nora.conversation}$`));
  await inbox.evaluate((inbox) => inbox.search('portal'));
  await expect(desk.search.field).toHaveValue('portal');
  await inbox.evaluate((inbox) => inbox.search(''));
  await inbox.evaluate((inbox) => inbox.compose({ to: '+15550142' }));
  await expect(frame.getByRole('dialog', { name: 'New conversation' }).getByLabel('Phone number')).toHaveValue('+15550142');
  await frame.getByRole('button', { name: 'Close', exact: true }).click();

  // Letters typed in the frame are not the portal's keys, and the portal's are not the frame's.
  await desk.thread.composer.message.click();
  await page.keyboard.type('hoi');
  await expect(desk.thread.composer.message).toHaveValue('hoi');
  await expect(page).toHaveURL(/\/inbox\?/);
  await page.locator('.brand').click();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/orders$/);
  await page.getByRole('button', { name: '+1 555 0142' }).click();
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(frame.getByRole('dialog', { name: 'New conversation' })).toBeVisible();
  await frame.getByRole('button', { name: 'Close', exact: true }).click();
  await page.goBack();
  await expect(page).toHaveURL(/\/orders$/);
  await page.goBack();

  // Its looks flow in, and nothing else of its style sheet does.
  const look = () =>
    frame.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return { theme: document.documentElement.dataset.theme, font: getComputedStyle(document.body).fontFamily, spacing: getComputedStyle(document.body).letterSpacing, accent: style.getPropertyValue('--host-accent'), radius: style.getPropertyValue('--radius-control') };
    });
  expect(await look()).toEqual({ theme: 'light', font: expect.stringContaining('Georgia'), spacing: 'normal', accent: 'rgb(15, 118, 110)', radius: '3px' });
  await isAccessible(page, 'the portal and the inbox in it, light');
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect.poll(async () => (await look()).theme).toBe('dark');
  await isAccessible(page, 'the portal and the inbox in it, dark');

  // Attributes hold at once; a second element has a life of its own.
  await inbox.evaluate((inbox) => inbox.setAttribute('layout', 'list-thread'));
  await expect(desk.views).toBeHidden();
  await inbox.evaluate((inbox) => inbox.setAttribute('density', 'compact'));
  await expect(frame.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.evaluate(() => {
    const first = document.querySelector('switchboard-inbox') as HTMLElement & { getToken: unknown };
    const second = document.createElement('switchboard-inbox') as typeof first;
    second.getToken = first.getToken;
    second.setAttribute('layout', 'thread');
    first.after(second);
  });
  await expect.poll(() => page.frames().filter((frame) => frame.url().startsWith(office.server.origin)).length).toBe(2);
  const second = new Desk(page.frames().filter((frame) => frame.url().startsWith(office.server.origin))[1] as unknown as Page);
  // Where there is no list, none is spoken of, and nothing is not an empty pane.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(second.page.getByText('No conversation selected')).toBeVisible();
  await expect(second.page.getByText('Choose one from the list')).toBeHidden();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('switchboard-inbox').nth(1).evaluate((inbox, id) => inbox.open(id), nora.conversation);
  await second.isOpen(nora.name);
  await expect(second.list.region).toBeHidden();
  expect(failures).toEqual([]);
});

test('a token that ends is followed by another, and nobody notices', async ({ office, browser }) => {
  const { origin } = await portalOf(office, 10);
  const nora = await office.newCustomer('Nora Patient', 'I will wait.');
  const page = await strict(browser, `${origin}/five-lines.html`);
  let tokens = 0;
  page.on('request', (request) => (tokens += Number(request.url().endsWith('/switchboard-token'))));
  const { frame, desk } = await framed(page, office.server.origin);
  await desk.open(nora.name);
  await frame.evaluate(() => {
    new MutationObserver(() => {
      if (document.body.textContent?.includes('not signed in')) document.documentElement.dataset.lost = 'yes';
    }).observe(document.body, { childList: true, subtree: true });
  });
  await expect.poll(() => tokens, { timeout: 20_000 }).toBeGreaterThan(1);
  await office.provider.says(nora, 'Still here?');
  await expect(desk.thread.bubbles('Still here?')).toBeVisible();
  await desk.thread.composer.says('Always.');
  await expect.poll(() => office.provider.withText('Always.').length).toBe(1);
  await expect(frame.locator('html')).not.toHaveAttribute('data-lost', 'yes');
  await expect(desk.connection).toBeEmpty();
});

test('a key that is revoked ends what was lent with it, and the portal hears of that', async ({ office, browser }) => {
  const { origin } = await portalOf(office);
  await office.newCustomer('Nora Revoked', 'Still there?');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  opened.push(context);
  const page = await context.newPage();
  await page.goto(`${origin}/inbox`);
  const { frame } = await framed(page, office.server.origin);
  await expect(page.locator('nav .count')).not.toBeEmpty();
  await (await office.api()).revokeKeys(origin);
  await expect(frame.getByText('You are not signed in here')).toBeVisible();
  await expect(page.locator('nav .count')).toBeHidden();
});

test('a page that is not allowed gets no frame and no token, and nobody else is heard', async ({ office, browser }) => {
  const allowed = await portalOf(office);
  const script = `<script src="${office.server.origin}/embed.js"></script>`;
  const stranger = await start(
    onePage(`<!doctype html><title>Stranger</title>${script}<switchboard-inbox></switchboard-inbox><script>
      window.heard = []; window.answered = 0;
      const inbox = document.querySelector('switchboard-inbox');
      inbox.getToken = () => { window.answered += 1; return 'sbt_stolen'; };
      inbox.addEventListener('error', (event) => window.heard.push({ type: 'error', detail: event.detail }));
    </script>`),
  );
  const context = await browser.newContext();
  opened.push(context);
  const page = await context.newPage();
  await page.goto(stranger.origin);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.heard), { timeout: 15_000 }).toEqual([
    { type: 'error', detail: { code: 'not-allowed', message: expect.stringContaining(`to add ${stranger.origin} to the API key`) } },
  ]);
  expect(await page.evaluate(() => window.answered), 'asked for a token').toBe(0);
  expect(page.frames().filter((frame) => frame.url().startsWith(office.server.origin))).toEqual([]);

  // On the page that is allowed, another frame pretends to be the inbox to the page, and the page to the inbox.
  await page.goto(`${allowed.origin}/five-lines.html`);
  const { frame, desk } = await framed(page, office.server.origin);
  const before = await desk.list.rows.first().innerText();
  const evil = await start(onePage('<!doctype html><title>Evil</title>'));
  await page.evaluate((origin) => {
    const sibling = document.createElement('iframe');
    sibling.src = origin;
    document.body.append(sibling);
    return new Promise((done) => sibling.addEventListener('load', done));
  }, evil.origin);
  const sibling = page.frames().find((frame) => frame.url().startsWith(evil.origin)) as Frame;
  await sibling.evaluate(() => {
    window.posted = window.answered = 0;
    addEventListener('message', () => (window.answered = (window.answered ?? 0) + 1));
    const words = [{ switchboard: 'hello' }, { switchboard: 'line' }, { t: 'token', token: 'sbt_evil' }, { t: 'unread', count: 666 }, 'hello', null];
    for (let n = 0; n < 1_000; n += 1) {
      parent.postMessage(words[n % words.length], '*');
      window.posted = (window.posted ?? 0) + 1;
    }
  });
  // Even the page itself, whom the inbox listens to, opens no second line past the element.
  await page.evaluate(() => {
    window.posted = window.answered = 0;
    const inbox = document.querySelector('switchboard-inbox')?.shadowRoot?.querySelector('iframe')?.contentWindow;
    for (let n = 0; n < 1_000; n += 1) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.answered = (window.answered ?? 0) + 1);
      port1.postMessage({ t: 'search', text: 'evil' });
      inbox?.postMessage({ switchboard: 'line' }, '*', [port2]);
      window.posted = (window.posted ?? 0) + 1;
    }
  });
  // What was said before is answered before what is said now.
  await page.locator('switchboard-inbox').evaluate((inbox) => inbox.search('nobody is called so'));
  await expect(desk.search.field).toHaveValue('nobody is called so');
  await page.locator('switchboard-inbox').evaluate((inbox) => inbox.search(''));
  for (const one of [sibling, page]) expect(await one.evaluate(() => [window.posted, window.answered])).toEqual([1_000, 0]);
  expect(await desk.list.rows.first().innerText()).toBe(before);
  expect(await frame.content()).not.toContain('evil');
});

test('the app on another file server says what is in the way, then works under any path', async ({ office, browser }) => {
  const context = await browser.newContext();
  opened.push(context);
  const page = await context.newPage();
  const desk = new Desk(page);
  const config = { api: `${office.server.origin}/api/v1`, branding: { name: 'Harbour Desk' } };
  const elsewhere = await start(files('/tools/inbox/', config));
  await page.goto(`${elsewhere.origin}/tools/inbox/`);
  await expect(page.getByRole('heading', { name: 'Harbour Desk' })).toBeVisible();
  await desk.signIn.enter(office.server.signIn('ingrid'));
  await expect(desk.signIn.alert).toHaveText(
    `The server answered, but does not allow this origin (${elsewhere.origin}). Ask its administrator to add it with --allow-origin.`,
  );
  // A key that names the origin allows it, too.
  await (await office.api()).makeKey(elsewhere.origin);
  await desk.signIn.enter(office.server.signIn('ingrid'));
  await desk.isReady();
  const nora = await office.newCustomer('Nora Elsewhere', 'Under any path?');
  await desk.open(nora.name);
  await expect(page).toHaveURL(new RegExp(`^${elsewhere.origin}/tools/inbox/#/s/[^/]+/c/${nora.conversation}`));
  await page.goBack();
  await expect(desk.thread.region).not.toContainText('Under any path?');
  await page.goForward();
  await desk.isOpen(nora.name);
  // Nothing that signs anybody in is kept: a reload asks again, and then goes on where it was.
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toMatch(/token|session/i);
  await page.reload();
  await desk.signIn.enter(office.server.signIn('ingrid'));
  await desk.isOpen(nora.name);
});

test('a server that can do less is enough', async ({ office, browser }) => {
  const context = await browser.newContext();
  opened.push(context);
  const page = await context.newPage();
  const desk = new Desk(page);
  const poor = await start(poorer(office.server.port));
  await page.goto(poor.origin);
  await desk.signIn.enter(office.server.signIn('ingrid'));
  await desk.isReady();
  await expect(desk.search.field).toBeHidden();
  // Whoever is signed in there stays so, by whichever cookie.
  await page.reload();
  await desk.isReady();
  const nora = await office.newCustomer('Nora Modest', 'Do you poll?');
  await desk.open(nora.name);
  await office.provider.says(nora, 'And still?');
  await expect(desk.thread.bubbles('And still?')).toBeVisible({ timeout: 12_000 });
  await expect(desk.connection).toBeEmpty();
  // The app itself holds what was sent, and can take it back.
  await desk.thread.composer.says('Never mind');
  await desk.thread.undo.click();
  await expect(desk.thread.composer.message).toHaveValue('Never mind');
  await desk.thread.composer.says('Never mind that');
  await expect.poll(() => office.provider.withText('Never mind that').length, { timeout: 20_000 }).toBe(1);
  expect(office.provider.withText('Never mind')).toEqual([]);
});

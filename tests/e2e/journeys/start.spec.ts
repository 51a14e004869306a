// The first moments: while the program is still on its way, the page has asked for all that the first screen shows, and
// the program asks for none of it again.
import { expect, test } from '../support/office';

test.use({ officeOf: 'start' });

test('what the first screen shows is asked for while the program is on its way, and once', async ({ office, sit }) => {
  const { name, conversation } = await office.newCustomer('Early Bird', 'Am I the first?');
  const link = await office.link(conversation);
  const [, space] = /^\/s\/([^/]+)/.exec(link) ?? [];
  const list = `/api/v1/spaces/${space}/conversations`;
  const timeline = `/api/v1/conversations/${conversation}/timeline`;
  for (const [at, first] of [
    ['/', [list]],
    [`/s/${space}/closed`, [list]],
    [link, [list, timeline]],
  ] as const) {
    const wanted = ['/api/v1/session', ...first];
    const asked: string[] = [];
    let live = Promise.resolve<unknown>(undefined);
    const desk = await sit('ingrid', {
      at,
      before: async (page) => {
        page.on('request', (request) => {
          const { pathname } = new URL(request.url());
          // Who asks for events has no connection that tells them.
          if (/\/(session|conversations|timeline|events)$/.test(pathname)) asked.push(pathname);
        });
        live = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived', ({ payload }) => `${payload}`.includes('"ready"')));
        await page.route('**/*.wasm', async (route) => {
          await expect.poll(() => asked.length, at).toBe(wanted.length);
          await route.continue();
        });
      },
    });
    if (at === link) await desk.isOpen(name);
    await desk.isReady();
    await live;
    expect(asked, at).toEqual(wanted);
  }
});

// axe on every state of the screen: sign-in with and without an error, the desk with and without a conversation, open menus,
// the note tab, an empty view, a conversation that is not there; light and dark, desktop and phone.
import { isAccessible } from '../support/axe';
import { expect, test, type SitOptions } from '../support/office';

test.use({ officeOf: 'accessibility' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const SCREENS: [string, SitOptions][] = [
  ['light, on a desktop', { colorScheme: 'light' }],
  ['dark, on a desktop', { colorScheme: 'dark' }],
  ['light, on a phone', { colorScheme: 'light', ...PHONE }],
  ['dark, on a phone', { colorScheme: 'dark', ...PHONE }],
];

for (const [name, options] of SCREENS) {
  const phone = 'isMobile' in options;

  test(`signing in, ${name}`, async ({ sit, watch }) => {
    watch.expects(/401 .*\/api\/v1\/login$/);
    const desk = await sit('ingrid', { ...options, signedOut: true });
    await expect(desk.signIn.email).toBeFocused();
    await isAccessible(desk.page, 'sign-in');
    await desk.signIn.enter({ email: `nobody.${name.length}@wayfern.example`, password: 'wrong' });
    await expect(desk.signIn.alert).toBeVisible();
    await isAccessible(desk.page, 'sign-in with an error');
  });

  test(`the desk, ${name}`, async ({ office, sit, watch }) => {
    // axe looks at everything eight times.
    test.setTimeout(120_000);
    watch.expects(/404 .*\/not-a-conversation\/timeline/);
    const { conversation } = await office.newCustomer('Accessible Alma', 'Can you read this?');
    const { space } = await (await office.api()).session();
    const desk = await sit('ingrid', options);
    await isAccessible(desk.page, 'list');

    await desk.page.goto(await office.link(conversation));
    await desk.thread.composer.says('Yes, well.');
    await expect(desk.thread.undo).toBeVisible();
    await isAccessible(desk.page, 'conversation with Undo');
    await expect(desk.thread.undo).toBeHidden();
    await desk.thread.status.click();
    await expect(desk.page.getByRole('menu')).toBeVisible();
    await isAccessible(desk.page, 'status menu');
    await desk.page.keyboard.press('Escape');
    await desk.thread.composer.notes('A note for the team');
    await expect(desk.thread.bubbles('A note for the team')).toHaveCount(1);
    await isAccessible(desk.page, 'note tab');
    if (phone) {
      await desk.thread.region.getByRole('button', { name: 'Details' }).click();
      await expect(desk.details.section('Contact data')).toBeVisible();
      await isAccessible(desk.page, 'details');
    }

    await desk.page.goto(`/s/${space}/trash?unread=1`);
    await expect(desk.list.region.getByText('All read')).toBeVisible();
    await isAccessible(desk.page, 'empty view');

    await desk.page.goto(`/s/${space}/c/not-a-conversation`);
    await expect(desk.thread.region).toContainText('This conversation is not here');
    await isAccessible(desk.page, 'missing conversation');
  });
}

test('the account menu and the menu of a row', async ({ office, sit }) => {
  const { name } = await office.newCustomer('Menu Mia', 'Hello');
  const desk = await sit('ingrid');
  await desk.page.getByRole('button', { name: /^Account: / }).click();
  await expect(desk.page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await isAccessible(desk.page, 'account menu');
  await desk.page.keyboard.press('Escape');
  await desk.list.item(name).getByRole('button', { name: `Actions for ${name}` }).click();
  await expect(desk.page.getByRole('menu', { name: `Actions for ${name}` })).toBeVisible();
  await isAccessible(desk.page, 'menu of a row');
});

test('rows can be compact: more of them, each still all there, now and after a reload', async ({ sit }) => {
  const desk = await sit('ingrid');
  const height = async () => Math.round((await desk.list.rows.first().boundingBox())?.height ?? 0);
  expect(await height()).toBe(64);
  await (await desk.preferences()).getByRole('button', { name: 'Compact' }).click();
  await expect.poll(height).toBe(48);
  await desk.page.keyboard.press('Escape');
  await isAccessible(desk.page, 'compact rows');
  await desk.page.reload();
  await desk.isReady();
  expect(await height()).toBe(48);
  await (await desk.preferences()).getByRole('button', { name: 'Comfortable' }).click();
  await expect.poll(height).toBe(64);
});

test('rows say where they stand, and colours can be chosen', async ({ sit }) => {
  const desk = await sit('ingrid', { colorScheme: 'light' });
  const first = desk.list.rows.first();
  await expect(first).toHaveAttribute('aria-posinset', '1');
  const size = Number(await first.getAttribute('aria-setsize'));
  expect(size).toBeGreaterThan(50);
  const background = () => desk.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await desk.page.getByRole('button', { name: /^Account: / }).click();
  await desk.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await desk.page.reload();
  await desk.isReady();
  expect(await background()).toBe(dark);
});

// Notifications of the device and the sound: asked for in the preferences, only for what concerns the agent and only while
// they look elsewhere, once for all tabs, and leading to the conversation.
import { expect, type Page } from '@playwright/test';

import type { Desk } from '../support/desk';
import { test } from '../support/office';

test.use({ officeOf: 'notifications' });

declare global {
  interface Window {
    shown?: { title: string; body: string; press: () => void }[];
    looking?: boolean;
    tones?: number;
  }
}

/** Keeps what the browser would show, and says whether anybody looks at the page. */
async function keepNotifications(page: Page, permission: string): Promise<void> {
  await page.addInitScript((permission) => {
    window.shown = [];
    window.looking = true;
    document.hasFocus = () => window.looking === true;
    class Kept {
      static permission = permission;
      static requestPermission = () => Promise.resolve(permission);
      onclick: ((event: Event) => void) | null = null;
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        const press = () => this.onclick?.(Object.defineProperty(new Event('click'), 'target', { value: this }));
        window.shown?.push({ title, body, press });
      }
      close() {}
    }
    window.Notification = Kept as unknown as typeof Notification;
    window.tones = 0;
    OscillatorNode.prototype.start = () => {
      window.tones = (window.tones ?? 0) + 1;
    };
    OscillatorNode.prototype.stop = () => {};
  }, permission);
}

const shown = (desk: Desk) => desk.page.evaluate(() => window.shown?.map(({ title, body }) => `${title}: ${body}`));

async function look(desk: Desk, looking: boolean): Promise<void> {
  await desk.page.evaluate((looking) => {
    window.looking = looking;
    window.dispatchEvent(new Event(looking ? 'focus' : 'blur'));
  }, looking);
}

const DESKTOP = { name: 'Show a notification on the desktop' };
const SOUND = { name: 'Play a short sound' };
const tones = (desk: Desk) => desk.page.evaluate(() => window.tones);

test('only what concerns the agent, only while they look elsewhere; following one opens the conversation', async ({ office, sit }) => {
  const desk = await sit('ingrid', { before: (page) => keepNotifications(page, 'granted') });
  const preferences = await desk.preferences();
  await preferences.getByRole('checkbox', DESKTOP).click();
  await expect(preferences.getByRole('checkbox', DESKTOP)).toBeChecked();
  await preferences.getByRole('button', { name: 'Test the notification' }).click();
  await expect.poll(() => shown(desk)).toEqual(['Switchboard: Notifications of messages that concern you look like this.']);
  await desk.page.keyboard.press('Escape');
  const nils = await office.newCustomer('Notified Nils', 'While you look');
  await expect(desk.list.row(nils.name)).toBeVisible();
  await look(desk, false);
  await office.provider.says(nils, 'While you do not');
  await expect.poll(() => shown(desk)).toHaveLength(2);
  expect((await shown(desk))?.[1]).toBe(`${nils.name}: While you do not`);
  // Somebody else's now.
  await (await office.api('tomas')).patch(nils.conversation, { assign: [(await (await office.api('tomas')).session()).me.id] });
  await office.provider.says(nils, 'For Tomás');
  await desk.list.hasUnread(nils.name, 3);
  expect(await shown(desk)).toHaveLength(2);
  await desk.page.evaluate(() => window.shown?.[1]?.press());
  await desk.isOpen(nils.name);
  await look(desk, true);
  // It is remembered, and can be turned off.
  await desk.page.reload();
  await (await desk.preferences()).getByRole('checkbox', { ...DESKTOP, checked: true }).click();
  await look(desk, false);
  const olof = await office.newCustomer('Quiet Olof', 'Psst');
  await expect(desk.list.row(olof.name)).toBeVisible();
  expect(await shown(desk)).toEqual([]);
});

test('a sound that was asked for: tested, and heard once in however many tabs', async ({ office, sit }) => {
  const desk = await sit('amara', { before: (page) => keepNotifications(page, 'denied') });
  const preferences = await desk.preferences();
  await preferences.getByRole('button', { name: 'Test the sound' }).click();
  await expect.poll(() => tones(desk)).toBe(2);
  await preferences.getByRole('checkbox', SOUND).click();
  const twin = await desk.twin((page) => keepNotifications(page, 'denied'));
  await look(desk, false);
  await look(twin, false);
  const bea = await office.newCustomer('Loud Bea', 'Ding');
  for (const each of [desk, twin]) await each.list.hasUnread(bea.name, 1);
  const both = async () => ((await tones(desk)) ?? 0) + ((await tones(twin)) ?? 0);
  await expect.poll(both).toBe(4);
  await office.provider.says(bea, 'And right after it');
  for (const each of [desk, twin]) await each.list.hasUnread(bea.name, 2);
  expect(await both()).toBe(4);
});

test('a browser that forbids them: a sentence that says what to do', async ({ sit }) => {
  const desk = await sit('ingrid', { before: (page) => keepNotifications(page, 'denied') });
  const preferences = await desk.preferences();
  await preferences.getByRole('checkbox', DESKTOP).click();
  await expect(desk.toasts).toContainText('does not let notifications be shown');
  await expect(preferences.getByRole('checkbox', DESKTOP)).not.toBeChecked();
});

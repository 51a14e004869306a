// Notifications of the device: asked for in the account's menu, shown only for what concerns the agent and only while they
// look elsewhere, and leading to the conversation.
import { expect, type Page } from '@playwright/test';

import type { Desk } from '../support/desk';
import { test } from '../support/office';

test.use({ officeOf: 'notifications' });

declare global {
  interface Window {
    shown?: { title: string; body: string; press: () => void }[];
    looking?: boolean;
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
      onclick: (() => void) | null = null;
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        window.shown?.push({ title, body, press: () => this.onclick?.() });
      }
      close() {}
    }
    window.Notification = Kept as unknown as typeof Notification;
  }, permission);
}

const shown = (desk: Desk) => desk.page.evaluate(() => window.shown?.map(({ title, body }) => `${title}: ${body}`));

async function look(desk: Desk, looking: boolean): Promise<void> {
  await desk.page.evaluate((looking) => {
    window.looking = looking;
    window.dispatchEvent(new Event(looking ? 'focus' : 'blur'));
  }, looking);
}

async function turnOn(desk: Desk): Promise<void> {
  await desk.page.getByRole('button', { name: /^Account: / }).click();
  await desk.page.getByRole('menuitemradio', { name: 'On' }).click();
}

test('only what concerns the agent, only while they look elsewhere; following one opens the conversation', async ({ office, sit }) => {
  const desk = await sit('ingrid', { before: (page) => keepNotifications(page, 'granted') });
  await turnOn(desk);
  await expect.poll(() => shown(desk)).toEqual(['Switchboard: Notifications are on. You hear of messages that concern you while you look elsewhere.']);
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
  await desk.page.getByRole('button', { name: /^Account: / }).click();
  await expect(desk.page.getByRole('menuitemradio', { name: 'On' })).toBeChecked();
  await desk.page.getByRole('menuitemradio', { name: 'Off' }).click();
  await look(desk, false);
  const olof = await office.newCustomer('Quiet Olof', 'Psst');
  await expect(desk.list.row(olof.name)).toBeVisible();
  expect(await shown(desk)).toEqual([]);
});

test('a browser that forbids them: a sentence that says what to do', async ({ sit }) => {
  const desk = await sit('ingrid', { before: (page) => keepNotifications(page, 'denied') });
  await turnOn(desk);
  await expect(desk.toasts).toContainText('does not let notifications be shown');
  await desk.page.getByRole('button', { name: /^Account: / }).click();
  await expect(desk.page.getByRole('menuitemradio', { name: 'Off' })).toBeChecked();
});

// What a desk shows, as data: to compare a screen that lived through trouble with one freshly loaded, and both with what
// the server itself says.
import { expect } from '@playwright/test';

import type { Api } from './api';
import type { Desk, TabName } from './desk';
import { countIn } from './parts';

/** As many rows as are surely on screen, whatever the list keeps ready beyond it. */
const ROWS = 9;

export interface Screen {
  title: string;
  views: string[];
  tabs: string[];
  rows: string[];
  messages: string[];
}

const TABS: [TabName, string][] = [
  ['All', 'all'],
  ['Active', 'active'],
  ['Unanswered', 'unanswered'],
  ['Closed', 'closed'],
];

/** Everything that the server decides about what is on screen, whatever the pointer hides or shows. */
export async function screenOf(desk: Desk): Promise<Screen> {
  const names = (elements: Element[]) => elements.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '');
  const texts = (elements: Element[]) => elements.map((one) => (one.textContent ?? '').replace(/\s+/g, ' ').trim());
  const { page, list, views, thread } = desk;
  const [title, links, tabs, rows, rowNames, messages] = await Promise.all([
    page.title(),
    views.getByRole('link').evaluateAll(names),
    list.tabs.getByRole('tab').evaluateAll(names),
    list.rows.evaluateAll(texts),
    list.rows.getByRole('link').evaluateAll(names),
    thread.all().evaluateAll(texts),
  ]);
  const shown = rows.slice(0, ROWS).map((row, index) => `${rowNames[index]}: ${row}`);
  return { title, views: links, tabs, rows: shown, messages };
}

/** Both desks come to show the same, and it is not nothing. */
export async function sameScreen(one: Desk, other: Desk): Promise<void> {
  await expect(async () => {
    const left = await screenOf(one);
    expect(left).toEqual(await screenOf(other));
    expect(left.rows.length).toBeGreaterThan(0);
  }).toPass({ timeout: 10_000 });
}

/** The numbers on the tabs are those of the server. */
export async function tabsAgree(desk: Desk, api: Api, view = 'all'): Promise<void> {
  const shown = async () => {
    const numbers: Record<string, number> = {};
    for (const [name, key] of TABS) {
      const tab = desk.list.tab(name);
      numbers[key] = countIn((await tab.getAttribute('aria-label')) ?? (await tab.innerText()));
    }
    return numbers;
  };
  const told = async () => (await api.session()).counts.views[view]?.tabs ?? {};
  await expect(async () => expect(await shown()).toEqual(await told())).toPass({ timeout: 10_000 });
}

/** The first rows of the list are the server's, in its order and with its unread counts. */
export async function rowsAgree(desk: Desk, api: Api): Promise<void> {
  const told = async () =>
    (await api.list()).slice(0, ROWS).map(({ conversation, read }) => {
      const unread = Math.max(0, conversation.inbound - read.inbound);
      return `${conversation.contact.name ?? conversation.contact.address}${unread > 0 ? `, ${unread} unread` : ''}`;
    });
  const shown = async () => {
    const names = await desk.list.rows.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''));
    return names.slice(0, ROWS).map((name) => name.replace(/, (SMS|WhatsApp|Telegram|Email|Live chat)(?=, \d+ unread$|$)/, ''));
  };
  await expect(async () => expect(await shown()).toEqual(await told())).toPass({ timeout: 10_000 });
}

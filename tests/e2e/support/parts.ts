// Small things that several page objects need: names with something after them, and choosing from menus.
import { expect, type Locator } from '@playwright/test';

/** A name that begins with these words and may go on after them (with a count, a sender, …). */
export function named(words: string): RegExp {
  return new RegExp(`^${escaped(words)}(?![\\p{L}\\p{N}])`, 'u');
}

/** The text as a part of a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The entries of a menu, plain ones and choices. */
export function entries(menu: Locator): Locator {
  return menu.getByRole('menuitem').or(menu.getByRole('menuitemradio'));
}

/** Chooses from an open menu, which closes. */
export async function choose(menu: Locator, label: string | RegExp): Promise<void> {
  await entries(menu).filter({ hasText: typeof label === 'string' ? new RegExp(`^\\s*${escaped(label)}\\s*$`) : label }).click();
  await expect(menu).toBeHidden();
}

/** A number at the end of a name: `Active 12`, `Inbox, 3 unread`; 0 when there is none. */
export function countIn(name: string): number {
  const digits = /(\d[\d,.\u00a0]*)(?:\s*unread)?\s*$/.exec(name)?.[1] ?? '0';
  return Number(digits.replace(/\D/g, ''));
}

/** A name that no other customer has. */
let customers = 0;
export function fresh(name: string): { name: string; address: string } {
  customers += 1;
  const run = `${process.pid % 1000}${Date.now() % 100_000}`;
  return { name: `${name} ${run}-${customers}`, address: `+4477${run.padStart(7, '0')}${customers}` };
}

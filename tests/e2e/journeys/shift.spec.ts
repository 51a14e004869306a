// A shift: two agents work side by side on the same customers, two hundred steps that chance chose once. At the end each
// desk shows what a fresh start shows, and both what the server says.
import { expect } from '@playwright/test';

import type { Desk } from '../support/desk';
import { test } from '../support/office';
import { rowsAgree, sameScreen, tabsAgree } from '../support/screen';

test.use({ officeOf: 'shift' });

const STEPS = 200;
const TAGS = ['refund', 'shipping', 'returns'];

/** The same dice in every run (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** Opens a conversation as one does who never touches the mouse. */
async function jumpTo(desk: Desk, name: string): Promise<void> {
  await desk.page.keyboard.press('Control+k');
  const palette = desk.page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('searchbox').fill(name);
  await palette.getByRole('button', { name }).click();
  await desk.isOpen(name);
}

test('two hundred steps of two agents leave both desks as a fresh start would show them', async ({ office, sit }) => {
  test.setTimeout(420_000);
  const roll = dice(20_261_124);
  const customers: Awaited<ReturnType<typeof office.newCustomer>>[] = [];
  for (const name of ['Shift Sara', 'Shift Sven', 'Shift Suki', 'Shift Sami', 'Shift Soo']) {
    customers.push(await office.newCustomer(name, 'Good morning'));
  }
  const pick = <T>(all: readonly T[]): T => all[roll(all.length)] as T;
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const desks = [ingrid, tomas];
  for (const desk of desks) {
    await desk.list.tab('All').click();
    for (const { name } of customers) await expect(desk.list.row(name)).toBeVisible();
    await jumpTo(desk, pick(customers).name);
  }

  for (let step = 0; step < STEPS; step += 1) {
    const desk = pick(desks);
    const { page, thread } = desk;
    const text = `Step ${step}`;
    switch (roll(10)) {
      case 0:
      case 1:
        await office.provider.says(pick(customers), text);
        break;
      case 2:
        await jumpTo(desk, pick(customers).name);
        break;
      case 3:
        await thread.composer.reply.click();
        await thread.composer.says(text);
        await expect(thread.bubbles(text)).toHaveCount(1);
        break;
      case 4:
        await thread.composer.reply.click();
        await thread.composer.says(text);
        await thread.undo.click();
        await expect(thread.composer.message).toHaveValue(text);
        await thread.composer.message.fill('');
        break;
      case 5:
        await thread.composer.notes(text);
        await expect(thread.bubbles(text)).toHaveCount(1);
        break;
      case 6: {
        const labels = (await thread.choices()).filter((label) => label !== 'Spam');
        if (labels.length > 0) await thread.setStatus(pick(labels));
        break;
      }
      case 7:
        await thread.heading.click();
        await page.keyboard.press('m');
        break;
      case 8: {
        await thread.heading.click();
        await page.keyboard.press('t');
        const dialog = page.getByRole('dialog', { name: 'Edit tags' });
        await expect(dialog.getByRole('searchbox')).toBeFocused();
        await page.keyboard.type(pick(TAGS));
        await page.keyboard.press('Enter');
        await dialog.getByRole('button', { name: 'Save changes' }).click();
        await expect(dialog).toBeHidden();
        break;
      }
      default:
        await thread.heading.click();
        await page.keyboard.press('u');
        await expect(page).not.toHaveURL(/\/c\//);
        await jumpTo(desk, pick(customers).name);
    }
  }

  for (const [desk, agent] of [[ingrid, 'ingrid'], [tomas, 'tomas']] as const) {
    const api = await office.api(agent);
    await expect(desk.thread.undo).toBeHidden({ timeout: 20_000 });
    // Onto the list alone, by the app's own way, so that nothing is loaded anew.
    await desk.thread.heading.click();
    await desk.page.keyboard.press('u');
    await desk.page.keyboard.press('g');
    await desk.page.keyboard.press('l');
    await tabsAgree(desk, api);
    await rowsAgree(desk, api);
    await sameScreen(desk, await desk.twin());
  }
});

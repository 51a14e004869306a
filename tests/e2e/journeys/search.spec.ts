// Finding: by name, number and text, from the field to the message itself, by mouse and by keys; the address keeps it all.
import { expect } from '@playwright/test';

import { isAccessible } from '../support/axe';
import { test } from '../support/office';
import { NO_SERVER } from '../support/watch';

test.use({ officeOf: 'search' });

const SEARCH = { method: 'GET', path: /\/search$/ };

test('a contact by their name without its accents and by part of their number; Escape brings the list back', async ({ office, sit }) => {
  const jose = await office.newCustomer('Joaquín Ñandú', 'Buenos días');
  const desk = await sit('ingrid');
  const { search } = desk;
  await search.field.fill('joaquin nandu');
  await expect(search.contact(jose.name)).toBeVisible();
  await expect(search.contact(jose.name).locator('mark')).toHaveText(['Joaquín', 'Ñandú']);
  await expect(search.contact(jose.name)).toContainText('1 unread');
  await expect(search.contact(jose.name)).toContainText('New');
  await expect(desk.list.list).toBeHidden();
  await isAccessible(desk.page, 'search');
  const digits = jose.address.replace('+', '');
  await search.field.fill(`${digits.slice(0, 4)} ${digits.slice(4, 8)}-${digits.slice(8)}`);
  await expect(search.contact(jose.name)).toContainText(jose.address);
  await search.contact(jose.name).click();
  await desk.isOpen(jose.name);
  await expect(search.contact(jose.name)).toHaveAttribute('aria-current', 'true');
  await expect(search.contact(jose.name)).not.toContainText('unread');
  await search.field.press('Escape');
  await expect(search.field).toHaveValue('');
  await expect(search.field).toBeFocused();
  await expect(desk.list.row(jose.name)).toBeInViewport();
  await expect(desk.page).not.toHaveURL(/q=/);
});

test('a message far back: its text is found, and the thread opens at it', async ({ office, sit }) => {
  const mona = await office.newCustomer('Memory Mona', 'The zeppelin lands at noon');
  for (let n = 1; n <= 130; n += 1) await office.provider.says(mona, `Line ${n}\nand its second line`);
  const desk = await sit('ingrid');
  const { search, thread } = desk;
  await search.field.fill('zeppel');
  const hit = search.message('The zeppelin lands at noon');
  await expect(hit.locator('mark')).toHaveText('zeppelin');
  await expect(hit).toContainText(mona.name);
  await hit.click();
  await expect(thread.heading).toHaveText(mona.name);
  await expect(thread.bubbles('The zeppelin lands at noon')).toBeInViewport();
  await expect(thread.bubbles('The zeppelin lands at noon')).toHaveAttribute('aria-current', 'true');
  await expect(hit).toBeVisible();
  // The address says it all: a reload shows the same, and Back leaves the message, then the search.
  await desk.page.reload();
  await expect(thread.bubbles('The zeppelin lands at noon')).toBeInViewport();
  await expect(search.field).toHaveValue('zeppel');
  await expect(search.message('The zeppelin lands at noon')).toHaveAttribute('aria-current', 'true');
  await desk.page.goBack();
  await expect(thread.heading).toBeHidden();
  await expect(search.message('The zeppelin lands at noon')).toBeVisible();
  await desk.page.goBack();
  await expect(search.field).toHaveValue('');
  await expect(desk.list.row(mona.name)).toBeInViewport();
});

test('by keys alone: the slash, arrows, Enter and Escape', async ({ office, sit }) => {
  const kari = await office.newCustomer('Keyed Kari', 'A xylophone, please');
  await office.provider.says(kari, 'No xylophone after all');
  const desk = await sit('ingrid');
  const { page, search } = desk;
  await page.keyboard.press('/');
  await expect(search.field).toBeFocused();
  await page.keyboard.type('xylophone');
  await expect(search.message('No xylophone after all')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(search.message('No xylophone after all')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(search.message('A xylophone, please')).toBeFocused();
  await page.keyboard.press('Enter');
  await desk.isOpen(kari.name);
  await expect(desk.thread.bubbles('A xylophone, please')).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Escape');
  await expect(search.field).toBeFocused();
  await expect(search.field).toHaveValue('');
  await page.keyboard.type(kari.name);
  await expect(search.contact(kari.name)).toBeVisible();
  await page.keyboard.press('Enter');
  await desk.isOpen(kari.name);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(search.field).toBeFocused();
  await expect(search.field).toHaveValue('');
});

test('operators narrow, nothing found says what to try, and text from outside stays text', async ({ office, sit }) => {
  const hal = await office.newCustomer('<i>Hostile</i> Hal', 'quokka <img src=x onerror="document.title=1">');
  const desk = await sit('ingrid');
  const { search } = desk;
  await search.field.fill('quokka is:unread');
  await expect(search.message('quokka <img src=x onerror="document.title=1">')).toBeVisible();
  await expect(search.message('quokka')).toContainText(hal.name);
  await search.field.fill('quokka is:unread before:2001-01-01');
  await expect(search.region).toContainText('Nothing found');
  await isAccessible(desk.page, 'nothing found');
  await search.clear.click();
  await expect(desk.list.row(hal.name)).toBeInViewport();
});

test('a server that cannot be asked: what is known is found, the rest says so, and comes by itself', async ({ office, sit, network, watch }) => {
  watch.expects(NO_SERVER);
  const nora = await office.newCustomer('Networked Nora', 'Is the okapi awake?');
  const desk = await sit('ingrid', { through: network });
  await expect(desk.list.row(nora.name)).toBeVisible();
  const held = network.holdRequest(SEARCH);
  await desk.search.field.fill('networked');
  await held.arrived;
  await expect(desk.search.contact(nora.name)).toBeVisible();
  held.release();
  await expect(desk.search.region).toContainText('1 contact, 0 messages');
  network.cut(SEARCH, 2);
  await desk.search.field.fill('okapi');
  await expect(desk.search.region).toContainText('The search did not finish');
  await desk.search.region.getByRole('button', { name: 'Try again' }).click();
  await expect(desk.search.region.getByRole('button', { name: 'Try again' })).toBeVisible();
  network.heal();
  network.cutSockets();
  await expect(desk.search.message('Is the okapi awake?')).toBeVisible();
});

test('on a phone: found, opened, and back at the results', async ({ office, sit }) => {
  const pia = await office.newCustomer('Pocket Pia', 'The narwhal sings');
  const desk = await sit('ingrid', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await desk.search.field.tap();
  await desk.page.keyboard.type('narwhal');
  await desk.search.message('The narwhal sings').tap();
  await expect(desk.thread.bubbles('The narwhal sings')).toBeInViewport();
  await expect(desk.search.field).not.toBeInViewport();
  expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await desk.thread.back.tap();
  await expect(desk.search.message('The narwhal sings')).toBeInViewport();
  await expect(desk.search.contact(pia.name)).toBeHidden();
});

test('a browser that has had enough of new addresses breaks nothing', async ({ office, sit }) => {
  const quentin = await office.newCustomer('Quentin Quick', 'Typing fast');
  const desk = await sit('ingrid');
  await desk.page.evaluate(() => {
    history.pushState = history.replaceState = () => {
      throw new DOMException('Attempt to use history.replaceState() more than 100 times per 10 seconds', 'SecurityError');
    };
  });
  await desk.search.field.fill('Quentin');
  await desk.search.contact(quentin.name).click();
  await desk.isOpen(quentin.name);
  await expect(desk.thread.bubbles('Typing fast')).toBeVisible();
});

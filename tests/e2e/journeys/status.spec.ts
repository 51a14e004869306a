// Statuses: the menus offer what the workflow allows, a change shows at every desk with an event and moved numbers, and the
// row that is open stays until the agent leaves it.
import { expect, test } from '../support/office';
import { countIn } from '../support/parts';
import { tabsAgree } from '../support/screen';

test.use({ officeOf: 'status' });

test('the menu offers what is allowed, and never a way back to New or Unanswered', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const anna = await office.newCustomer('Allowed Anna', 'Hello');
  await desk.open(anna.name);
  const { workflow } = await (await office.api()).session();
  const label = (key: string) => workflow.statuses.find((status) => status.key === key)?.label ?? key;
  for (const key of ['new', 'pending', 'closed', 'resolved', 'open']) {
    if (key !== 'new') await desk.thread.setStatus(label(key));
    await desk.thread.isAt(label(key));
    const allowed = workflow.statuses.filter(({ key: to }) => workflow.transitions.some((way) => way.from === key && way.to === to));
    const choices = await desk.thread.choices();
    expect(choices).toEqual(allowed.map((status) => status.label));
    expect(choices.filter((choice) => /New|Unanswered|Snoozed/.test(choice))).toEqual([]);
  }
});

test('a change shows at both desks, with an event and moved numbers', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const paul = await office.newCustomer('Pending Paul', 'Please wait for my answer');
  for (const desk of [ingrid, tomas]) await desk.open(paul.name);
  await ingrid.thread.setStatus('Pending');
  for (const desk of [ingrid, tomas]) {
    await desk.thread.isAt('Pending');
    await expect(desk.thread.log.getByText(/Ingrid Halvorsen set the status to Pending/)).toHaveCount(1);
    await tabsAgree(desk, await office.api());
  }
  await tomas.thread.setStatus('Resolved');
  for (const desk of [ingrid, tomas]) {
    await desk.thread.isAt('Resolved');
    await expect(desk.thread.log.getByText(/Tomás Ferreira set the status to Resolved/)).toHaveCount(1);
    await tabsAgree(desk, await office.api());
  }
});

test('the menu of a row changes the status without opening the conversation', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const rita = await office.newCustomer('Row Rita', 'Close me, please');
  await tomas.list.hasUnread(rita.name, 1);
  await ingrid.list.act(rita.name, /Closed/);
  for (const desk of [ingrid, tomas]) {
    await expect(desk.list.row(rita.name)).toBeHidden();
    await tabsAgree(desk, await office.api());
  }
  await expect(ingrid.page).not.toHaveURL(/\/c\//);
  // The focus was on the row's button, which is gone.
  await expect(ingrid.list.region.locator(':focus')).toBeInViewport();
  await ingrid.list.tab('Closed').click();
  await expect(ingrid.list.row(rita.name)).toBeVisible();
  await office.provider.says(rita, 'No, wait!');
  await expect(ingrid.list.row(rita.name)).toBeHidden();
  await expect(tomas.list.row(rita.name)).toBeVisible();
});

test('the list knows how long it is, whatever comes and goes', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const hana = await office.newCustomer('Here And Gone Hana', 'Only a question');
  const stays = await office.newCustomer('Staying Silke', 'Another one');
  const length = async () => Number(await desk.list.rows.first().getAttribute('aria-setsize'));
  const active = async () => countIn((await desk.list.tab('Active').getAttribute('aria-label')) ?? '');
  await expect(desk.list.row(stays.name)).toBeVisible();
  await tabsAgree(desk, await office.api());
  await expect.poll(length).toBe(await active());
  await (await office.api('tomas')).setStatus(hana.conversation, 'closed');
  await expect(desk.list.row(hana.name)).toBeHidden();
  await tabsAgree(desk, await office.api());
  await expect.poll(length).toBe(await active());
});

test('the open row stays in its list until it is left', async ({ office, sit }) => {
  const [ingrid, tomas] = await Promise.all([sit('ingrid'), sit('tomas')]);
  const stan = await office.newCustomer('Staying Stan', 'That was all');
  const next = await office.newCustomer('Next Nina', 'My turn');
  await ingrid.open(stan.name);
  await ingrid.thread.setStatus('Closed');
  await expect(tomas.list.row(stan.name)).toBeHidden();
  await ingrid.thread.isAt('Closed');
  await expect(ingrid.list.row(stan.name)).toBeVisible();
  await ingrid.open(next.name);
  await expect(ingrid.list.row(stan.name)).toBeHidden();
});

test('only unread ones: the switch narrows the list, and reading moves them out once left', async ({ office, sit }) => {
  const desk = await sit('ingrid');
  const read = await office.newCustomer('Read Rolf', 'Read me');
  const unread = await office.newCustomer('Unread Ute', 'Read me later');
  await desk.open(read.name);
  await desk.list.hasUnread(read.name, 0);
  await desk.list.unreadOnly.click();
  await expect(desk.list.unreadOnly).toHaveAttribute('aria-pressed', 'true');
  await expect(desk.list.row(unread.name)).toBeVisible();
  await expect(desk.list.row(read.name)).toBeHidden();
  await desk.open(unread.name);
  await expect(desk.list.row(unread.name)).toBeVisible();
  await desk.list.unreadOnly.click();
  await expect(desk.list.row(read.name)).toBeVisible();
  await desk.list.hasUnread(unread.name, 0);
});

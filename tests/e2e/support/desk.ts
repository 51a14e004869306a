// Page objects of the desk: rail, list, connection line, toasts; and the sign-in screen before it. Everything is found by
// the role and name that assistive technology reads.
import { expect, type Locator, type Page } from '@playwright/test';

import { choose, escaped, named } from './parts';
import type { SignIn } from './server';
import { Details, Thread } from './thread';

export type TabName = 'All' | 'Active' | 'Unanswered' | 'Closed';

export class SignInScreen {
  readonly email: Locator;
  readonly password: Locator;
  readonly button: Locator;
  readonly alert: Locator;

  constructor(page: Page) {
    this.email = page.getByRole('textbox', { name: 'Email' });
    this.password = page.getByLabel('Password', { exact: true });
    this.button = page.getByRole('button', { name: 'Sign in' });
    this.alert = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  async enter({ email, password }: SignIn): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.button.click();
  }
}

export class Desk {
  readonly signIn: SignInScreen;
  readonly views: Locator;
  readonly list: List;
  readonly search: Search;
  readonly thread: Thread;
  readonly details: Details;
  readonly connection: Locator;
  readonly toasts: Locator;

  constructor(readonly page: Page) {
    this.signIn = new SignInScreen(page);
    this.views = page.getByRole('navigation', { name: 'Views' });
    this.list = new List(page);
    this.search = new Search(page);
    this.thread = new Thread(page);
    this.details = new Details(page);
    this.connection = page.getByRole('status', { name: 'Connection' });
    this.toasts = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  /** The list has been loaded. */
  async isReady(): Promise<void> {
    await expect(this.list.rows.first()).toBeVisible();
  }

  view(name: string): Locator {
    return this.views.getByRole('link', { name: named(name) });
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account: / }).click();
    await choose(this.page.getByRole('menu', { name: /^Account: / }), 'Sign out');
    await expect(this.signIn.button).toBeVisible();
  }

  /** Opens the preferences from the account's menu. */
  async preferences(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^Account: / }).click();
    await choose(this.page.getByRole('menu', { name: /^Account: / }), 'Preferences');
    const dialog = this.page.getByRole('dialog', { name: 'Preferences' });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** Opens the conversation with this contact from the list. */
  async open(contact: string): Promise<void> {
    await this.list.row(contact).click();
    await this.isOpen(contact);
  }

  /** The conversation with this contact is open, its messages loaded. */
  async isOpen(contact: string): Promise<void> {
    await expect(this.thread.heading).toHaveText(contact);
    await expect(this.thread.all().first()).toBeVisible();
  }

  /** Another tab of the same browser, at the same address. */
  async twin(before?: (page: Page) => Promise<void>): Promise<Desk> {
    const twin = new Desk(await this.page.context().newPage());
    await before?.(twin.page);
    await twin.page.goto(this.page.url());
    await twin.isReady();
    return twin;
  }

  /** The address of a conversation. */
  static link(space: string, conversation: string): string {
    return `/s/${space}/c/${conversation}`;
  }
}

export class List {
  readonly region: Locator;
  readonly tabs: Locator;
  readonly unreadOnly: Locator;
  readonly list: Locator;
  readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Conversations' });
    this.tabs = this.region.getByRole('tablist', { name: 'Status' });
    this.unreadOnly = this.region.getByRole('button', { name: 'Unread only', exact: true });
    this.list = this.region.getByRole('list', { name: 'Conversations' });
    this.rows = this.list.getByRole('listitem');
  }

  /** The link of the row of this contact. */
  row(contact: string): Locator {
    return this.list.locator(this.link(contact));
  }

  /** The row of this contact, with all that is in it. */
  item(contact: string): Locator {
    return this.rows.filter({ has: this.link(contact) });
  }

  private link(contact: string): Locator {
    return this.page.getByRole('link', { name: new RegExp(`^${escaped(contact)}, `) });
  }

  /** The row says that so many messages are unread. */
  async hasUnread(contact: string, count: number): Promise<void> {
    const unread = count === 0 ? '' : `, ${count} unread`;
    await expect(this.row(contact)).toHaveAccessibleName(new RegExp(`^${escaped(contact)}, [^,]+${unread}$`));
  }

  tab(name: TabName): Locator {
    return this.tabs.getByRole('tab', { name: named(name) });
  }

  /** Opens the menu of a row and chooses. */
  async act(contact: string, label: string | RegExp): Promise<void> {
    await this.item(contact).hover();
    await this.item(contact).getByRole('button', { name: `Actions for ${contact}` }).click();
    await choose(this.page.getByRole('menu', { name: `Actions for ${contact}` }), label);
  }
}

/** The search field of the list pane, and what was found. */
export class Search {
  readonly region: Locator;
  readonly field: Locator;
  readonly clear: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('search');
    this.field = this.region.getByRole('searchbox', { name: 'Search conversations' });
    this.clear = this.region.getByRole('button', { name: 'Clear search' });
  }

  /** What was found of this contact by their name or number. */
  contact(name: string): Locator {
    return this.found('Contacts', name);
  }

  /** The message found with this text in it. */
  message(text: string): Locator {
    return this.found('Messages', text);
  }

  private found(group: string, text: string): Locator {
    return this.region.getByRole('list', { name: group }).getByRole('link').filter({ hasText: text });
  }
}

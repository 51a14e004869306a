// Page objects of the open conversation: timeline, composer, undo, details. Everything is found by the role and name that
// assistive technology reads (the table in the design of the screen).
import { expect, type Locator, type Page } from '@playwright/test';

import { choose, entries, named } from './parts';

export class Thread {
  readonly region: Locator;
  readonly heading: Locator;
  readonly log: Locator;
  readonly status: Locator;
  readonly back: Locator;
  readonly undo: Locator;
  readonly composer: Composer;

  constructor(private readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Timeline' });
    this.heading = this.region.getByRole('heading').first();
    this.log = this.region.getByRole('log', { name: 'Messages' });
    this.status = this.region.getByRole('button', { name: /^Status: / });
    this.back = this.region.getByRole('button', { name: 'Back' });
    this.undo = page.getByRole('button', { name: 'Undo', exact: true });
    this.composer = new Composer(this.region);
  }

  /** The messages and notes with this text in them. */
  bubbles(text: string): Locator {
    return this.log.getByRole('article').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** All messages and notes. */
  all(): Locator {
    return this.log.getByRole('article');
  }

  /** The one message with this text has come so far. */
  async shows(text: string, state: string | RegExp): Promise<void> {
    await expect(this.bubbles(text)).toHaveCount(1);
    await expect(this.bubbles(text).getByText(state, { exact: true })).toBeVisible();
  }

  /** What the status menu offers, in its order; the menu is closed again. */
  async choices(): Promise<string[]> {
    await this.status.click();
    const menu = this.page.getByRole('menu', { name: /^Status: / });
    await expect(menu).toBeVisible();
    const labels = await entries(menu).allInnerTexts();
    await this.page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    return labels.map((label) => label.trim());
  }

  async setStatus(label: string): Promise<void> {
    await this.status.click();
    await choose(this.page.getByRole('menu', { name: /^Status: / }), label);
  }

  async isAt(label: string): Promise<void> {
    await expect(this.status).toHaveAccessibleName(`Status: ${label}`);
  }
}

export class Composer {
  readonly tabs: Locator;
  readonly reply: Locator;
  readonly note: Locator;
  readonly message: Locator;
  readonly noteText: Locator;
  readonly send: Locator;
  readonly addNote: Locator;

  constructor(region: Locator) {
    this.tabs = region.getByRole('tablist', { name: 'Compose' });
    this.reply = this.tabs.getByRole('tab', { name: named('Reply') });
    this.note = this.tabs.getByRole('tab', { name: 'Internal note' });
    this.message = region.getByRole('textbox', { name: 'Message' });
    this.noteText = region.getByRole('textbox', { name: 'Internal note' });
    this.send = region.getByRole('button', { name: 'Send', exact: true });
    this.addNote = region.getByRole('button', { name: 'Add note' });
  }

  /** Writes and sends a message to the customer. */
  async says(text: string): Promise<void> {
    await this.message.fill(text);
    await this.send.click();
  }

  /** Writes and adds a note for colleagues. */
  async notes(text: string): Promise<void> {
    await this.note.click();
    await this.noteText.fill(text);
    await this.addNote.click();
  }
}

type Section = 'Contact data' | 'Conversation assignment' | 'Conversation tags';

export class Details {
  readonly pane: Locator;

  constructor(private readonly page: Page) {
    this.pane = page.getByRole('complementary', { name: 'Details' });
  }

  section(name: Section): Locator {
    return this.pane.getByRole('button', { name, exact: true });
  }

  /** The button that changes what a section shows. */
  edit(section: Section): Locator {
    return this.pane.locator('.disclosure').filter({ has: this.page.getByRole('button', { name: section, exact: true }) }).getByRole('button', { name: 'Edit', exact: true });
  }
}

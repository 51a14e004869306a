// The witness beside every page: console errors, exceptions, broken content policy, requests to strangers. What it saw
// fails the journey, unless the journey said beforehand that it would come.
import { expect, type BrowserContext, type ConsoleMessage, type Page } from '@playwright/test';

declare global {
  interface Window {
    /** Told by a listener that is there before the page is. */
    tellOfViolation?: (what: string) => void;
  }
}

/** What the browser itself says when the app asks who is here and nobody is. */
const NOBODY_HERE = /^Failed to load resource: the server responded with a status of 401 .* \S+\/api\/v1\/session(\?\S*)?$/;
/** What it says when a request or socket finds no server. */
export const NO_SERVER = /^(Failed to load resource: net::ERR_|WebSocket connection to '[^']*' failed)/;

export class Watch {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [NOBODY_HERE];

  /** Watches every page of the context, for as long as it lives. */
  async over(context: BrowserContext, who: string): Promise<void> {
    await context.exposeFunction('tellOfViolation', (what: string) => this.saw(who, what));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        window.tellOfViolation?.(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('page', (page) => this.watch(page, who));
  }

  /** Something that the browser will report in this journey, and rightly so. */
  expects(...what: RegExp[]): void {
    this.expected.push(...what);
  }

  /** Fails if anything was seen. */
  verdict(): void {
    expect(this.seen, 'what the browser complained of').toEqual([]);
  }

  private watch(page: Page, who: string): void {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.saw(who, sentence(message));
    });
    page.on('pageerror', (error) => this.saw(who, `exception: ${error.stack ?? error.message}`));
    page.on('dialog', (dialog) => {
      this.saw(who, `dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const ours = ['data:', 'blob:', 'about:'].includes(protocol) || hostname === '127.0.0.1';
      if (!ours) this.saw(who, `a request to ${request.url()}`);
    });
  }

  private saw(who: string, what: string): void {
    if (!this.expected.some((expected) => expected.test(what))) this.seen.push(`${who}: ${what}`);
  }
}

function sentence(message: ConsoleMessage): string {
  const { url } = message.location();
  const text = message.text();
  return text.startsWith('Failed to load resource') ? `${text} ${url}` : text;
}

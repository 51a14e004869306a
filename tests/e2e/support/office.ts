// What every journey gets: an office with its own server and provider (one per spec file), agents at their desks in
// browsers of their own, and a watch over all of them whose findings fail the journey.
import { expect, test as base, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';

import { Api } from './api';
import { Desk } from './desk';
import { fresh } from './parts';
import { Provider, type Customer } from './provider';
import { Network } from './network';
import { Server } from './server';
import { Watch } from './watch';

export { expect };

/** Who works in the demo company: admin, manager, and agents of some teams. */
export type AgentName = 'ingrid' | 'tomas' | 'amara' | 'zoe' | 'kenji' | 'lukasz';

export interface SitOptions extends BrowserContextOptions {
  /** Where to begin; the front door when absent. */
  at?: string;
  /** Not signed in yet. */
  signedOut?: boolean;
  /** Do not wait for the desk: something else will be there first. */
  lobby?: boolean;
  /** The network between browser and server. */
  through?: Network;
  /** Before the page is loaded. */
  before?: (page: Page) => Promise<void>;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export class Office {
  private readonly cookies = new Map<AgentName, Cookies>();
  private readonly apis = new Map<AgentName, Promise<Api>>();

  constructor(
    readonly server: Server,
    readonly provider: Provider,
  ) {}

  /** The API as this agent; signed in once. */
  api(agent: AgentName = 'ingrid'): Promise<Api> {
    const known = this.apis.get(agent) ?? Api.signIn(this.server, this.server.signIn(agent));
    this.apis.set(agent, known);
    return known;
  }

  /** Signs the context in. The sessions are kept, because the server rightly counts how often somebody signs in. */
  async admit(context: BrowserContext, agent: AgentName): Promise<void> {
    const known = this.cookies.get(agent);
    if (known) return context.addCookies(known);
    const { email, password } = this.server.signIn(agent);
    const headers = { origin: this.server.origin };
    const answer = await context.request.post(`${this.server.origin}/api/v1/login`, { data: { email, password }, headers });
    if (!answer.ok()) throw new Error(`${agent} cannot sign in: ${answer.status()} ${await answer.text()}`);
    this.cookies.set(agent, await context.cookies());
  }

  /** A customer nobody has heard of writes; answers with their conversation. */
  async newCustomer(name: string, text: string): Promise<Customer & { name: string; conversation: string }> {
    const customer = fresh(name);
    const { conversation } = await this.provider.says(customer, text);
    return { ...customer, conversation };
  }

  /** The address of a conversation. */
  async link(conversation: string): Promise<string> {
    return Desk.link((await (await this.api()).session()).space, conversation);
  }
}

interface Fixtures {
  watch: Watch;
  /** Seats an agent at a desk in a browser of their own. */
  sit: (agent: AgentName, options?: SitOptions) => Promise<Desk>;
  /** A network that can be broken. */
  network: Network;
}

interface WorkerFixtures {
  /** Names the office: files with different names never share a server. */
  officeOf: string;
  /** So many conversations are there, instead of the small demo's. */
  conversations: number;
  office: Office;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  officeOf: ['everybody', { option: true, scope: 'worker' }],

  conversations: [0, { option: true, scope: 'worker' }],

  office: [
    async ({ officeOf: _name, conversations }, use) => {
      const provider = await Provider.start();
      const server = await Server.start({ webhookUrl: provider.url, conversations });
      provider.serves(server);
      await use(new Office(server, provider));
      await server.dispose();
      await provider.stop();
      if (provider.complaints.length > 0) throw new Error(`the provider complains: ${provider.complaints.join('\n')}`);
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      watch.verdict();
    },
    { auto: true },
  ],

  sit: async ({ office, watch, browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (agent, options = {}) => {
      const context = await seat(browser, office, watch, agent, options);
      contexts.push(context);
      const desk = new Desk(await context.newPage());
      await options.before?.(desk.page);
      await desk.page.goto(options.at ?? '/');
      if (options.at?.includes('/c/')) await expect(desk.thread.region.or(desk.signIn.button)).toBeVisible();
      else if (!options.signedOut && !options.lobby) await desk.isReady();
      return desk;
    });
    for (const context of contexts) await context.close();
  },

  network: async ({ office }, use) => {
    const network = await Network.start(office.server.port);
    await use(network);
    await network.stop();
  },
});

async function seat(browser: Browser, office: Office, watch: Watch, agent: AgentName, options: SitOptions) {
  const { at: _at, before: _before, lobby: _lobby, signedOut, through, ...rest } = options;
  const context = await browser.newContext({ ...rest, baseURL: (through ?? office.server).origin });
  await watch.over(context, agent);
  if (!signedOut) await office.admit(context, agent);
  return context;
}

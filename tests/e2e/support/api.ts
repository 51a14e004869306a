// The Inbox API as a program uses it, signed in as one agent: what the server itself says about lists and numbers, to
// compare with what the screen says. Types hold only what journeys look at.
import { randomUUID } from 'node:crypto';

import { expect } from '@playwright/test';

import type { Server, SignIn } from './server';

export interface Conversation {
  id: string;
  status: string;
  channel_kind: string;
  position: number;
  inbound: number;
  assignees: string[];
  teams: string[];
  contact: { name?: string; address: string };
  last?: { kind: string; text: string };
}

export interface Row {
  conversation: Conversation;
  read: { position: number; inbound: number };
}

export interface Entry {
  id: string;
  position: number;
  reply_to?: { entry: string };
  body: { kind: string; text?: string; client_id?: string; delivery?: { state: string; reason?: string } };
}

export interface Session {
  me: { id: string; name: string };
  space: string;
  seq: number;
  workflow: {
    statuses: { key: string; label: string; kind: string }[];
    transitions: { from: string; to: string }[];
    tabs: { key: string; label: string }[];
  };
  counts: { views: Record<string, { tabs: Record<string, number>; unread: number }> };
}

export class Api {
  private constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  static async signIn(server: Server, { email, password }: SignIn): Promise<Api> {
    const base = `${server.origin}/api/v1`;
    const headers = { 'content-type': 'application/json', origin: server.origin };
    const body = JSON.stringify({ email, password, bearer: true });
    const answer = await fetch(`${base}/login`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status} ${await answer.text()}`);
    return new Api(base, ((await answer.json()) as { token: string }).token);
  }

  session(): Promise<Session> {
    return this.get('/session');
  }

  async list(view = 'all', tab = 'active'): Promise<Row[]> {
    const { space } = await this.session();
    const answer = await this.get<{ items: Row[] }>(`/spaces/${space}/conversations?view=${view}&tab=${tab}&limit=50`);
    return answer.items;
  }

  async timeline(conversation: string): Promise<{ row: Row; entries: Entry[] }> {
    return this.get(`/conversations/${conversation}/timeline?limit=200`);
  }

  /** The messages and notes of a conversation with this text. */
  async entries(conversation: string, text: string): Promise<Entry[]> {
    const { entries } = await this.timeline(conversation);
    return entries.filter(({ body }) => body.text === text);
  }

  /** Waits until the one message with this text has come so far. */
  async waitFor(conversation: string, text: string, state: string): Promise<Entry> {
    const states = async () => (await this.entries(conversation, text)).map(({ body }) => body.delivery?.state);
    await expect.poll(states, { timeout: 20_000 }).toEqual([state]);
    const [entry] = await this.entries(conversation, text);
    if (!entry) throw new Error(`"${text}" has vanished`);
    return entry;
  }

  /** Writes to the customer; held for the usual undo window. */
  async send(conversation: string, text: string): Promise<void> {
    await this.write('POST', `/conversations/${conversation}/messages`, {
      client_id: randomUUID(),
      kind: 'message',
      text,
    });
  }

  /** Changes the status. */
  async setStatus(conversation: string, status: string): Promise<void> {
    await this.patch(conversation, { status });
  }

  /** Changes owners, tags or priority. */
  async patch(conversation: string, patch: object): Promise<void> {
    await this.write('PATCH', `/conversations/${conversation}`, patch);
  }

  /** Makes a key for a portal; only admins may. Answers with its secret. */
  async makeKey(...origins: string[]): Promise<string> {
    const { secret } = await this.write<{ secret: string }>('POST', await this.keys(), { name: 'Portal', origins });
    return secret;
  }

  /** Revokes the keys of a portal's origin. */
  async revokeKeys(origin: string): Promise<void> {
    const keys = await this.keys();
    const { items } = await this.get<{ items: { id: string; origins: string[] }[] }>(keys);
    for (const { id } of items.filter(({ origins }) => origins.includes(origin))) await this.write('DELETE', `${keys}/${id}`);
  }

  private async keys(): Promise<string> {
    return `/spaces/${(await this.session()).space}/api-keys`;
  }

  private async write<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const answer = await fetch(this.base + path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  private async get<T>(path: string): Promise<T> {
    const answer = await fetch(this.base + path, { headers: { authorization: `Bearer ${this.token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

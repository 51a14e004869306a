// The other end of the webhook channel: a customer's phone network. Receives what the server posts (checking every
// signature), fails or stays silent when asked to, and posts signed messages and delivery reports back.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Server } from './server';

/** A message that the server posted (api/src/hooks.rs, OutboundHook). */
export interface Delivered {
  id: string;
  conversation: string;
  to: string;
  text: string;
  at: string;
}

/** What became of one of the customer's messages. */
export interface Received {
  conversation: string;
  message: string;
  duplicate: boolean;
}

/** How a request of the server is met: answered with a status, or left without an answer. */
export type Manner = number | 'hang';

/** A customer. */
export interface Customer {
  address: string;
  name?: string;
}

export class Provider {
  /** All that was taken, in order. */
  readonly taken: Delivered[] = [];
  /** All that was posted, refused attempts included, in order. */
  readonly attempts: Delivered[] = [];
  /** What was wrong with requests of the server; stays empty. */
  readonly complaints: string[] = [];
  private readonly manners: Manner[] = [];
  private readonly hanging = new Set<ServerResponse>();
  private server: Server | undefined;

  private constructor(private readonly http: HttpServer) {}

  static async start(): Promise<Provider> {
    const http = createServer();
    const provider = new Provider(http);
    http.on('request', (request, answer) => void provider.meet(request, answer));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/outbound`;
  }

  /** Whose channel this stands behind. */
  serves(server: Server): void {
    this.server = server;
  }

  /** The next requests are met so, one each; all others are taken. */
  next(...manners: Manner[]): void {
    this.manners.push(...manners);
  }

  /** Messages with this text that were taken. */
  withText(text: string): Delivered[] {
    return this.taken.filter((message) => message.text === text);
  }

  /** A customer writes; answers with what became of it. The id is the provider's own for the message. */
  async says({ address, name }: Customer, text: string, id: string = randomUUID()): Promise<Received> {
    const answer = await this.post('messages', JSON.stringify({ id, from: { address, name }, text }));
    if (!answer.ok) throw new Error(`the server refused a message: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Received;
  }

  /** Reports how far a message has come. */
  async reports(id: string, state: 'sent' | 'delivered' | 'read' | 'failed', why?: { code: string; reason: string }) {
    const answer = await this.post('statuses', JSON.stringify({ id, state, ...why }));
    if (!answer.ok) throw new Error(`the server refused a report: ${answer.status} ${await answer.text()}`);
  }

  async stop(): Promise<void> {
    for (const answer of this.hanging) answer.destroy();
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  private post(what: 'messages' | 'statuses', body: string): Promise<Response> {
    if (!this.server) throw new Error('the provider serves nobody yet');
    const { channel, secret } = this.server.webhook;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = {
      'content-type': 'application/json',
      'switchboard-timestamp': timestamp,
      'switchboard-signature': signature(secret, timestamp, body),
    };
    return fetch(`${this.server.origin}/api/v1/hooks/${channel}/${what}`, { method: 'POST', headers, body });
  }

  private async meet(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const message = this.examined(request, body);
    if (!message) {
      answer.writeHead(400).end();
      return;
    }
    this.attempts.push(message);
    const manner = this.manners.shift() ?? 200;
    if (manner === 'hang') {
      this.hanging.add(answer);
      return;
    }
    if (manner < 300) this.taken.push(message);
    answer.writeHead(manner, manner === 429 ? { 'retry-after': '1' } : {}).end();
  }

  private examined(request: IncomingMessage, body: string): Delivered | undefined {
    const header = (name: string) => String(request.headers[name] ?? '');
    const expected = signature(this.server?.webhook.secret ?? '', header('switchboard-timestamp'), body);
    const given = Buffer.from(header('switchboard-signature'));
    if (given.length !== expected.length || !timingSafeEqual(given, Buffer.from(expected))) {
      this.complaints.push(`a request with the signature ${given.toString() || '(none)'}: ${body}`);
      return undefined;
    }
    if (Math.abs(Date.now() / 1000 - Number(header('switchboard-timestamp'))) > 300) {
      this.complaints.push(`a request signed at ${header('switchboard-timestamp')}`);
      return undefined;
    }
    const message = JSON.parse(body) as Delivered;
    if (header('idempotency-key') !== message.id) {
      this.complaints.push(`message ${message.id} came with the idempotency key ${header('idempotency-key')}`);
      return undefined;
    }
    return message;
  }
}

function signature(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

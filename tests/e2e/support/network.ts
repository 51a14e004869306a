// A network that can be broken on demand: an HTTP and WebSocket proxy between browser and server. The browser's `Host` is
// passed on, so the server sees the origin that the page has. Which requests are meant is said by method and path.
import { createServer, request as ask, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Requests such as `POST /messages`: the method, and a part of the path. */
export interface Which {
  method: string;
  path: RegExp;
}

/** Sending a message or note. */
export const SEND: Which = { method: 'POST', path: /\/conversations\/[^/]+\/messages$/ };
/** Taking one back. */
export const UNDO: Which = { method: 'POST', path: /\/messages\/[^/]+\/undo$/ };

/** What happens to a request instead of being passed on and answered. */
type Fault =
  | { kind: 'cut' }
  | { kind: 'drop' }
  | { kind: 'hold'; arrived: () => void; release: Promise<void> }
  | { kind: 'keep'; arrived: () => void; release: Promise<void> }
  | { kind: 'answer'; status: number; body: string };

/** A request that is held up. */
export interface Held {
  /** Resolves when the request is here (`beforeServer`), or when its answer is (`answer`). */
  arrived: Promise<void>;
  release(): void;
}

export class Network {
  private readonly faults: { which: Which; fault: Fault }[] = [];
  private readonly links = new Set<[Duplex, Socket]>();
  private refusing = false;
  private silent = false;
  /** `METHOD PATH` of every request that came, in order. */
  readonly seen: string[] = [];

  private constructor(
    private readonly http: HttpServer,
    private readonly target: number,
  ) {}

  static async start(target: number): Promise<Network> {
    const http = createServer({ keepAlive: false });
    const network = new Network(http, target);
    http.on('request', (request, answer) => void network.pass(request, answer));
    http.on('upgrade', (request, socket, head) => network.upgrade(request, socket, head));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return network;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** How many requests of this kind came. */
  count(which: Which): number {
    return this.seen.filter((line) => line.startsWith(`${which.method} `) && which.path.test(line)).length;
  }

  /** The next `times` requests of this kind are cut before the server sees them. */
  cut(which: Which, times: number): void {
    for (let n = 0; n < times; n += 1) this.faults.push({ which, fault: { kind: 'cut' } });
  }

  /** The next `times` requests of this kind are handled by the server, but the answer is lost. */
  dropAnswers(which: Which, times: number): void {
    for (let n = 0; n < times; n += 1) this.faults.push({ which, fault: { kind: 'drop' } });
  }

  /** The next request of this kind waits here before the server sees it. */
  holdRequest(which: Which): Held {
    return this.held(which, 'hold');
  }

  /** The next request of this kind is handled by the server, and its answer waits here. */
  holdAnswer(which: Which): Held {
    return this.held(which, 'keep');
  }

  /** The next request of this kind is answered so, and the server never sees it. */
  answer(which: Which, status: number, problem: object): void {
    this.faults.push({ which, fault: { kind: 'answer', status, body: JSON.stringify(problem) } });
  }

  /** No request is treated specially any more. */
  heal(): void {
    this.faults.length = 0;
  }

  /** Cuts every open socket. */
  cutSockets(): void {
    for (const [browser, server] of this.links) {
      browser.destroy();
      server.destroy();
    }
    this.links.clear();
  }

  /** Whether new sockets are refused. */
  refuseSockets(refuse: boolean): void {
    this.refusing = refuse;
  }

  /** Sockets stay open, and nothing goes through them any more: what is sent meanwhile is lost. */
  blackhole(): void {
    this.silent = true;
  }

  /** New sockets work again; those from before stay dead. */
  endBlackhole(): void {
    this.silent = false;
  }

  async stop(): Promise<void> {
    this.cutSockets();
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  private held(which: Which, kind: 'hold' | 'keep'): Held {
    let arrived = () => {};
    let release = () => {};
    const arrival = new Promise<void>((done) => (arrived = done));
    const released = new Promise<void>((done) => (release = done));
    this.faults.push({ which, fault: { kind, arrived, release: released } });
    return { arrived: arrival, release };
  }

  private fault(request: IncomingMessage): Fault | undefined {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    this.seen.push(`${request.method} ${path}`);
    const index = this.faults.findIndex(({ which }) => which.method === request.method && which.path.test(path));
    return index < 0 ? undefined : this.faults.splice(index, 1)[0]?.fault;
  }

  private async pass(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const fault = this.fault(request);
    if (fault?.kind === 'cut') return void request.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (fault?.kind === 'answer') {
      answer.writeHead(fault.status, { 'content-type': 'application/problem+json', connection: 'close' }).end(fault.body);
      return;
    }
    if (fault?.kind === 'hold') {
      fault.arrived();
      await fault.release;
    }
    const { method, url: path, headers } = request;
    const onward = ask({ host: '127.0.0.1', port: this.target, method, path, headers: { ...headers, connection: 'close' } });
    onward.on('error', () => request.socket.destroy());
    onward.on('response', (reply) => void this.back(reply, answer, fault));
    onward.end(Buffer.concat(chunks));
  }

  private async back(reply: IncomingMessage, answer: ServerResponse, fault: Fault | undefined): Promise<void> {
    if (fault?.kind === 'drop' || fault?.kind === 'keep') {
      const body: Buffer[] = [];
      for await (const chunk of reply) body.push(chunk as Buffer);
      if (fault.kind === 'drop') return void answer.socket?.destroy();
      fault.arrived();
      await fault.release;
      // Without keep-alive a lost answer is seen by the app, not mended by the browser.
      answer.writeHead(reply.statusCode ?? 502, { ...reply.headers, connection: 'close' }).end(Buffer.concat(body));
      return;
    }
    answer.writeHead(reply.statusCode ?? 502, { ...reply.headers, connection: 'close' });
    reply.pipe(answer);
  }

  private upgrade(request: IncomingMessage, browser: Duplex, head: Buffer): void {
    browser.on('error', () => {});
    if (this.refusing) return void browser.destroy();
    const server = connect(this.target, '127.0.0.1');
    const link: [Duplex, Socket] = [browser, server];
    this.links.add(link);
    const over = () => {
      this.links.delete(link);
      if (dead) return;
      browser.destroy();
      server.destroy();
    };
    // A blackholed link dies for good: neither side hears the other again, not even that it left.
    let dead = false;
    const onward = (to: Duplex) => (chunk: Buffer) => {
      dead ||= this.silent;
      if (!dead) to.write(chunk);
    };
    server.on('error', () => {});
    server.once('connect', () => {
      const lines = [`GET ${request.url} HTTP/1.1`];
      for (let n = 0; n < request.rawHeaders.length; n += 2) {
        lines.push(`${request.rawHeaders[n]}: ${request.rawHeaders[n + 1]}`);
      }
      onward(server)(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));
      if (head.length > 0) onward(server)(head);
    });
    browser.on('data', onward(server));
    server.on('data', onward(browser));
    browser.on('close', over);
    server.on('close', over);
  }
}

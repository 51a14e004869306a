// The real server as a child process: started on a data folder of its own, stopped, killed and started again on the same
// folder and port. Reads what it prints: the sign-ins and the webhook channel. Knows nothing of browsers.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const program = process.env.SWITCHBOARD_SERVER ?? path.join(root, 'target/server/switchboard-server');
/** The built app. */
export const dist = process.env.SWITCHBOARD_DIST ?? path.join(root, 'dist');

/** What somebody signs in with. */
export interface SignIn {
  email: string;
  password: string;
}

/** The channel that providers reach over signed webhooks. */
export interface Webhook {
  channel: string;
  secret: string;
}

export interface ServerOptions {
  /** Where messages to customers are posted. */
  webhookUrl: string;
  /** Further flags. */
  flags?: string[];
  /** So many conversations, instead of the small demo. */
  conversations?: number;
}

/** A port that nobody listens at. The server keeps it over restarts, which port 0 would not. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, failed) => probe.once('error', failed).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

export class Server {
  private child: ChildProcess | undefined;
  private printed = '';
  /** What the first start printed: who can sign in, and the webhook channel. */
  private firstWords = '';

  private constructor(
    readonly data: string,
    readonly port: number,
    private readonly options: ServerOptions,
  ) {}

  static async start(options: ServerOptions): Promise<Server> {
    const data = await mkdtemp(path.join(tmpdir(), 'switchboard-e2e-'));
    if (options.conversations) {
      const [conversations, messages] = [String(options.conversations), String(2 * options.conversations)];
      await run(program, ['fill', '--data', data, '--conversations', conversations, '--messages', messages]);
    }
    const server = new Server(data, await freePort(), options);
    await server.startAgain();
    server.firstWords = server.printed;
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything the process has printed, for when a journey fails. */
  get output(): string {
    return this.printed;
  }

  /** Starts on the same data and port, and returns once it answers. */
  async startAgain(): Promise<void> {
    if (this.child) throw new Error('the server is running already');
    const flags = ['--data', this.data, '--dist', dist, '--port', String(this.port), '--quiet'];
    flags.push('--webhook-url', this.options.webhookUrl, ...(this.options.flags ?? []));
    this.printed = '';
    const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
    this.child = child;
    const note = (chunk: Buffer) => {
      this.printed += chunk.toString();
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    const ended = new Promise<never>((_, failed) => {
      child.once('error', failed);
      child.once('exit', (code, signal) => failed(new Error(`the server ended (${code ?? signal}):\n${this.printed}`)));
    });
    // Ending later is not a failure of starting.
    ended.catch(() => undefined);
    await Promise.race([this.answers(), ended]);
  }

  /** Ends it the polite way (SIGTERM). */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Ends it as a crash or a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Ends it for good and removes its data. */
  async dispose(): Promise<void> {
    if (this.child) await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }

  /** The sign-in of the person whose address begins so. */
  signIn(name: string): SignIn {
    return { email: this.said(new RegExp(`(${name}@\\S+)`)), password: this.said(/password: (\S+)/) };
  }

  get webhook(): Webhook {
    return { channel: this.said(/Webhook channel: +(\S+)/), secret: this.said(/secret: +(\S+)/) };
  }

  private said(what: RegExp): string {
    const found = what.exec(this.firstWords)?.[1];
    if (!found) throw new Error(`${what} was not printed:\n${this.firstWords}`);
    return found;
  }

  private async answers(): Promise<void> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
      const well = await fetch(`${this.origin}/healthz`).then((answer) => answer.ok, () => false);
      if (well) return;
      await new Promise((next) => setTimeout(next, 30));
    }
    throw new Error(`the server does not answer:\n${this.printed}`);
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child) throw new Error('the server is not running');
    this.child = undefined;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the server had ended by itself:\n${this.printed}`);
    }
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }
}

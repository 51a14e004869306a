// The real server as a child process, on a data folder that is thrown away afterwards, and its API as one agent.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Everybody's in the demo company. */
export const SIGN_IN = { email: 'ingrid@wayfern.example', password: 'switchboard-demo' };
const PATIENCE_MS = 120_000;

export async function freePort() {
  const probe = createServer();
  await new Promise((done, failed) => probe.once('error', failed).listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** Starts on a copy of `data`, or on the demo that the server makes itself. */
export async function startServer({ program, dist, data }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchboard-bench-'));
  if (data) await cp(data, folder, { recursive: true });
  const port = await freePort();
  const flags = ['--data', folder, '--dist', dist, '--port', String(port), '--quiet'];
  const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = new Promise((_, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => failed(new Error(`the server ended (${code ?? signal}):\n${printed}`)));
  });
  ended.catch(() => undefined);
  await Promise.race([answers(`http://127.0.0.1:${port}`), ended]);
  return {
    port,
    api: await signIn(`http://127.0.0.1:${port}`),
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(origin) {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    if (await fetch(`${origin}/healthz`).then((answer) => answer.ok, () => false)) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error('the server does not answer');
}

/** `cookies` are for a browser, on any port of this host; `get` and `post` ask as the same agent. */
async function signIn(origin) {
  const headers = { 'content-type': 'application/json', origin };
  const answer = await fetch(`${origin}/api/v1/login`, { method: 'POST', headers, body: JSON.stringify(SIGN_IN) });
  if (!answer.ok) throw new Error(`${SIGN_IN.email} cannot sign in: ${answer.status} ${await answer.text()}`);
  const pairs = answer.headers.getSetCookie().map((line) => line.split(';')[0].split('='));
  const cookies = pairs.map(([name, value]) => ({ name, value, domain: '127.0.0.1', path: '/' }));
  const cookie = pairs.map((pair) => pair.join('=')).join('; ');
  const get = async (where) => {
    const reply = await fetch(`${origin}/api/v1${where}`, { headers: { cookie } });
    if (!reply.ok) throw new Error(`${where}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  const post = async (where, body) => {
    const reply = await fetch(`${origin}/api/v1${where}`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${where}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  return { cookies, get, post };
}

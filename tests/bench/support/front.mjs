// What the browser talks to: a proxy before the real server, the same for both contestants. For the floor it serves the
// files of floor/ (brotli, like the app's); the API goes to the server. Into the newest live socket it can put frames of
// ours, and messages that are sent it can keep from the server.
import { randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { Agent, createServer, request as ask } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const KINDS = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

export async function startFront({ target, folder }) {
  const files = folder ? await compressed(folder) : undefined;
  const agent = new Agent({ keepAlive: true });
  let live;
  let sends;
  const http = createServer((request, answer) => {
    if (sends && request.method === 'POST' && /\/messages$/.test(request.url)) return void answerSend(request, answer, sends);
    const file = files && !request.url.startsWith('/api/') && (files.get(request.url) ?? files.get('/index.html'));
    if (file) {
      answer.writeHead(200, { 'content-type': file.kind, 'content-encoding': 'br', 'cache-control': 'max-age=3600' });
      answer.end(file.bytes);
      return;
    }
    const { method, url, headers } = request;
    const onward = ask({ host: '127.0.0.1', port: target, method, path: url, headers, agent }, (reply) => {
      answer.writeHead(reply.statusCode, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  });
  http.on('upgrade', (request, browser, head) => {
    const server = connect(target, '127.0.0.1', () => {
      const lines = [`GET ${request.url} HTTP/1.1`];
      for (let n = 0; n < request.rawHeaders.length; n += 2) lines.push(`${request.rawHeaders[n]}: ${request.rawHeaders[n + 1]}`);
      server.write(`${lines.join('\r\n')}\r\n\r\n`);
      server.write(head);
      browser.pipe(server).pipe(browser);
    });
    browser.setNoDelay(true);
    for (const side of [browser, server]) side.on('error', () => [browser, server].forEach((one) => one.destroy()));
    live = browser;
  });
  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${http.address().port}`,
    /** From now on messages are answered after so many milliseconds, or their requests cut; the server hears of none. */
    answerSends(how) {
      sends = how;
    },
    /** Sends texts as frames of the server, so many a second, evenly. The server itself must be silent meanwhile. */
    async say(texts, perSecond) {
      const frames = texts.map(textFrame);
      const start = performance.now();
      for (let sent = 0; sent < frames.length; ) {
        const due = Math.min(frames.length, Math.ceil(((performance.now() - start) / 1000) * perSecond));
        for (; sent < due; sent += 1) live.write(frames[sent]);
        await new Promise((next) => setTimeout(next, 4));
      }
      return performance.now() - start;
    },
    stop() {
      http.closeAllConnections();
      agent.destroy();
      return new Promise((done) => http.close(done));
    },
  };
}

/** What the server would have said, had it taken the message. */
async function answerSend(request, answer, { afterMs, cut }) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  await new Promise((done) => setTimeout(done, afterMs));
  if (cut) return void request.socket.destroy();
  const { client_id, text } = JSON.parse(Buffer.concat(chunks));
  const [, conversation] = request.url.match(/conversations\/([^/]+)/);
  const at = new Date().toISOString();
  const body = { kind: 'outbound', text, client_id, delivery: { state: 'queued' } };
  const entry = { id: randomUUID(), conversation, version: 1, position: 1e6 + (Date.now() % 1e6), at, author: { by: 'system' }, body };
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ entry }));
}

async function compressed(folder) {
  const files = new Map();
  for (const name of await readdir(folder)) {
    files.set(`/${name}`, { kind: KINDS[path.extname(name)], bytes: brotliCompressSync(await readFile(path.join(folder, name))) });
  }
  return files;
}

/** RFC 6455: one unmasked text frame. */
function textFrame(text) {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body]);
  const head = Buffer.from([0x81, 126, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

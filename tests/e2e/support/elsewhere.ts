// Servers that are not Switchboard's: a portal that shows it in a frame, and a plain file server that has the built app under
// some path, with the API elsewhere. Each is an origin of its own, and a site of its own where it says localhost.
import { readFile } from 'node:fs/promises';
import { createServer, request as ask, type IncomingMessage, type Server as Http, type ServerResponse } from 'node:http';
import path from 'node:path';

// @ts-expect-error a plain script, so that portals can read it
import { startPortal } from '../../../docs/portal/server.mjs';
import { dist } from './server';

export interface Portal {
  origin: string;
  stop: () => Promise<void>;
}

/** The demo portal of docs/portal. */
export const portal: (options: { switchboard: string; key: string; agent: string; port: number; expiresIn?: number }) => Promise<Portal> =
  startPortal;

const KINDS: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function listen(host: string, listener: Listener): Promise<Portal & { http: Http }> {
  const http = createServer(listener);
  await new Promise<void>((done, failed) => http.once('error', failed).listen(0, host, done));
  const bound = http.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port is free');
  const stop = () => {
    http.closeAllConnections();
    return new Promise<void>((done) => http.close(() => done()));
  };
  return { http, origin: `http://${host}:${bound.port}`, stop };
}

/** Serves one page at every address of an origin of its own. */
export function page(html: string): Promise<Portal> {
  return listen('localhost', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
}

/** Answers with a file of the built app, if it has one of this name. */
function file(name: string | undefined, response: ServerResponse): void {
  readFile(path.join(dist, path.normalize(`/${name ?? 'none'}`))).then(
    (bytes) => response.writeHead(200, { 'content-type': KINDS[path.extname(name ?? '')] ?? 'text/plain' }).end(bytes),
    () => response.writeHead(404).end(),
  );
}

/** Serves the built app under a path, as any file server would, with this config.json. */
export function files(under: string, config: object): Promise<Portal> {
  return listen('localhost', (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = address.startsWith(under) ? address.slice(under.length) || 'index.html' : undefined;
    if (name === 'config.json') return void response.writeHead(200, { 'content-type': KINDS['.json'] }).end(JSON.stringify(config));
    file(name, response);
  });
}

/**
 * A server of somebody else's that can do less: the built app, and beside it the API of the real one, without a socket, without
 * what the session says it can, and without the cookie that only the real one sets for its own page.
 */
export function poorer(behind: number): Promise<Portal> {
  return listen('127.0.0.1', (request, response) => {
    const { method, url, headers } = request;
    if (!url?.startsWith('/api/')) return file(url?.slice(1) || 'index.html', response);
    const onward = ask({ host: '127.0.0.1', port: behind, method, path: url, headers: { ...headers, 'accept-encoding': 'identity' } }, (reply) => {
      if (!url.startsWith('/api/v1/session')) {
        const cookies = reply.headers['set-cookie']?.filter((cookie) => !cookie.startsWith('switchboard_signed_in='));
        response.writeHead(reply.statusCode ?? 502, { ...reply.headers, ...(cookies && { 'set-cookie': cookies }) });
        return reply.pipe(response);
      }
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const body = Buffer.concat(chunks).toString().replace(/"capabilities":\{[^}]*\}/, '"capabilities":{}');
        const { 'content-length': _, ...rest } = reply.headers;
        response.writeHead(reply.statusCode ?? 502, rest).end(body);
      });
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}

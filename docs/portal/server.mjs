// A portal's server, as small as one can be: it serves the pages beside this file and asks Switchboard for tokens. `cargo xtask
// portal` starts it. Run alone:
// SWITCHBOARD_URL=https://desk.example SWITCHBOARD_KEY=sbk_… SWITCHBOARD_AGENT=ada@example.org node server.mjs
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const kinds = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' };
const files = ['five-lines.html', 'portal.css', 'portal.js'];

/**
 * Starts the portal on localhost and answers with its address.
 * @param {{ switchboard: string, key: string, agent: string, port?: number, expiresIn?: number }} options
 */
export async function startPortal({ switchboard, key, agent, port = 0, expiresIn }) {
  const switchboardOrigin = new URL(switchboard).origin;
  // Strict, to show that the element lives with it: its script, its frame, and the question whether the server is there.
  const policy = `default-src 'none'; script-src 'self' ${switchboardOrigin}; style-src 'self'; connect-src 'self' ${switchboardOrigin}; frame-src ${switchboardOrigin}; img-src data:; base-uri 'none'`;

  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    try {
      if (request.method === 'POST' && address.pathname === '/switchboard-token') {
        // A real portal knows from its own session who is asking.
        const answer = await askForToken(request.headers.origin);
        response.writeHead(answer.status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        return response.end(answer.body);
      }
      // The portal's own router reads every address without a file.
      const file = files.find((file) => `/${file}` === address.pathname) ?? 'index.html';
      const text = await readFile(join(folder, file), 'utf8');
      response.writeHead(200, {
        'content-type': kinds[extname(file)],
        'cache-control': 'no-store',
        // The five lines are in one file, script included.
        ...(file !== 'five-lines.html' && { 'content-security-policy': policy }),
      });
      response.end(text.replaceAll('https://desk.example', switchboard.replace(/\/$/, '')));
    } catch (error) {
      console.error(error);
      response.writeHead(502).end();
    }
  });

  async function askForToken(origin) {
    const answer = await fetch(new URL('api/v1/embed-tokens', switchboard), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: agent, origin, expires_in: expiresIn }),
    });
    return { status: answer.status, body: await answer.text() };
  }

  await new Promise((done, failed) => server.once('error', failed).listen(port, 'localhost', () => done()));
  const bound = server.address();
  return {
    origin: `http://localhost:${bound.port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { SWITCHBOARD_URL: switchboard, SWITCHBOARD_KEY: key, SWITCHBOARD_AGENT: agent, PORT } = process.env;
  if (!switchboard || !key || !agent) {
    console.error('SWITCHBOARD_URL, SWITCHBOARD_KEY and SWITCHBOARD_AGENT say where Switchboard is, with which key, and for whom.');
    process.exit(1);
  }
  const { origin } = await startPortal({ switchboard, key, agent, port: Number(PORT ?? 0) });
  console.log(`The portal is at ${origin}`);
}

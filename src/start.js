// Starts the app: asks for what the first screen shows while the WebAssembly still compiles, then runs it. The build puts
// this file and the WebAssembly's own JavaScript (`@app`) into one, so that the page can be served under a strict
// Content-Security-Policy and loads no more files than it must.
import init from '@app';

// A page in the wrong colours for a moment is a flash. Where storage is forbidden the system decides.
try {
  const theme = localStorage.getItem('switchboard-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {}

// The app's files lie beside this one, under whichever path.
const base = new URL('.', import.meta.url);
const PATIENCE_MS = 30_000;

// In a frame of <switchboard-inbox> the page around names itself, and speaks over a line that nobody else can open.
const host = new URLSearchParams(location.search).get('host');
const embedded = host !== null && parent !== window;
if (embedded) {
  window.switchboardHost = new Promise((resolve) => {
    addEventListener('message', function greeted({ source, origin, data, ports }) {
      if (source !== parent || origin !== host || data?.switchboard !== 'line' || ports.length !== 1) return;
      removeEventListener('message', greeted);
      resolve(ports[0]);
    });
  });
  // To that origin and no other; what is no origin throws.
  try {
    parent.postMessage({ switchboard: 'hello' }, new URL(host).origin);
  } catch {}
}

// What was asked, by address without the API's base: a promise of {status, body}, the body as text, or of null when there was no answer. The app
// takes each out when it comes to ask the same (src/platform/early.rs).
const asked = (window.switchboardEarly = new Map());

function ask(path) {
  const answer = fetch(new URL(`api/v1${path}`, base), { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(PATIENCE_MS) })
    // A file server answers with a page where there is no API.
    .then(async (answer) => (/json/.test(answer.headers.get('content-type')) ? { status: answer.status, body: await answer.text() } : null))
    .catch(() => null);
  asked.set(path, answer);
  // What the app has not wanted by then would be old news.
  setTimeout(() => asked.delete(path), PATIENCE_MS);
  return answer;
}

// What the address names.
const address = location.hash.startsWith('#/') ? location.hash.slice(1) : location.pathname + location.search;
const [path, search] = address.split('?');
const [, space, open, listed] = /^\/s\/([^/]+)(?:\/c\/([^/]+)|\/([^/]+))?\/?$/.exec(path) ?? [];
const session = space ? `/session?space=${space}` : '/session';
// Whoever is signed in to the reference server has this cookie, which holds no secret. In a frame it may not even be asked for.
const marked = !embedded && document.cookie.includes('switchboard_signed_in=');

// The session, then the list and the timeline that the address names, which must not be older than the session: the app
// hears only of what happens after it. What an address means is decided in model/src/route.rs; where this is wrong about
// it, the app asks for itself. Answers whether the API is where it was asked.
async function askAhead() {
  const query = new URLSearchParams(search);
  const who = await ask(session);
  if (who?.status !== 200) return who !== null;
  const view = listed ?? query.get('view') ?? 'all';
  const tab = query.get('tab') ?? (['all', 'inbox', 'assigned', 'open'].includes(view) ? 'active' : 'all');
  const narrowed = [...query.keys()].some((key) => !['view', 'tab', 'q', 'at'].includes(key));
  const here = space ?? encodeURIComponent(JSON.parse(who.body).space);
  if (!narrowed) void ask(`/spaces/${here}/conversations?view=${view}&tab=${tab}&limit=50`);
  if (open) void ask(`/conversations/${open}/timeline?limit=50`);
  return true;
}

// Where the API is and what the house is called. The cookie is there only where the API is beside the page, so that nothing
// has to be read then, unless what is there is no API after all. Without it nobody is signed in to the reference server, whose
// page this is, nor anywhere else than beside the page: asking would only be refused.
async function readSettings() {
  if (marked && (await askAhead())) return null;
  const answer = await fetch(new URL('config.json', base));
  const settings = answer.ok ? await answer.json() : null;
  const isElsewhere = settings?.api && new URL(settings.api, base).origin !== location.origin;
  if (!embedded && !marked && (isElsewhere || document.documentElement.dataset.addresses)) {
    asked.set(session, Promise.resolve({ status: 401, body: '' }));
  }
  return settings;
}

function explain() {
  const message = document.createElement('p');
  message.textContent = 'Switchboard could not start: its program did not load. Check the connection, then reload. Nothing you wrote is lost.';
  const reload = document.createElement('button');
  reload.type = 'button';
  reload.textContent = 'Reload';
  reload.addEventListener('click', () => location.reload());
  const notice = document.createElement('main');
  notice.className = 'start-failure';
  notice.setAttribute('role', 'alert');
  notice.append(message, reload);
  document.body.replaceChildren(notice);
}

try {
  window.switchboardSettings = readSettings().catch(() => null);
  const running = init({ module_or_path: document.querySelector('link[type="application/wasm"]').href });
  // The first use of the browser's tables for numbers and dates takes longer than all later ones; now nothing waits for it.
  new Intl.NumberFormat().format(new Intl.DateTimeFormat([], { dateStyle: 'full', timeStyle: 'short' }).format().length);
  await running;
} catch (error) {
  console.error('Switchboard could not start', error);
  explain();
}

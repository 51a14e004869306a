// Starts the app: asks for the session while the WebAssembly still compiles, then runs it. No inline script is needed,
// so the page can be served under a strict Content-Security-Policy. Knows nothing of what the app does.

// A page in the wrong colours for a moment is a flash. Where storage is forbidden the system decides.
try {
  const theme = localStorage.getItem('switchboard-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {}

// Without this cookie, which holds no secret, nobody is signed in, and asking would only be refused.
const signedIn = document.cookie.includes('switchboard_signed_in=');

// The app takes this once: {status, body} with the body as text, or null when the server could not be reached.
window.switchboardBootstrap = signedIn
  ? fetch('/api/v1/session', { headers: { accept: 'application/json' } })
      .then(async (answer) => ({ status: answer.status, body: await answer.text() }))
      .catch(() => null)
  : Promise.resolve({ status: 401, body: '' });

// The build names both files by their content and leaves these two links in the page.
const address = (selector) => {
  const link = document.querySelector(selector);
  if (!link) throw new Error(`The page has no ${selector}`);
  return link.href;
};

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
  const { default: init } = await import(address('link[rel="modulepreload"]'));
  await init({ module_or_path: address('link[rel="preload"][type="application/wasm"]') });
} catch (error) {
  console.error('Switchboard could not start', error);
  explain();
}

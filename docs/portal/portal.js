// The portal's own affairs: a router, keys, a theme; and how it lives with Switchboard: a token, a badge, deep links.
const inbox = document.querySelector('switchboard-inbox');
const sections = [...document.querySelectorAll('[data-page]')];
/** Which page each key opens. */
const KEYS = { h: '/', o: '/orders', i: '/inbox' };

// Switchboard. The portal's server knows who is signed in, and has the key.
inbox.getToken = async () => {
  const answer = await fetch('/switchboard-token', { method: 'POST' });
  return answer.ok ? answer.json() : null;
};

inbox.addEventListener('unreadchange', ({ detail }) => {
  const badge = document.querySelector('.count');
  badge.hidden = detail.count === 0;
  badge.textContent = detail.count;
});

// A deep link to a conversation is the portal's own address with the conversation in it.
inbox.addEventListener('navigate', ({ detail }) => {
  if (location.pathname !== '/inbox') return;
  const query = new URLSearchParams({ view: detail.view, ...(detail.conversation && { conversation: detail.conversation }) });
  history.replaceState(null, '', `/inbox?${query}`);
});

for (const [name, value] of new URLSearchParams(location.search)) {
  if (['view', 'conversation', 'layout', 'density'].includes(name)) inbox.setAttribute(name, value);
}

for (const button of document.querySelectorAll('.call')) {
  button.addEventListener('click', () => {
    go('/inbox');
    inbox.compose({ to: button.dataset.to });
  });
}

// The router.
function go(path) {
  history.pushState(null, '', path);
  show();
}

function show() {
  const page = sections.find((section) => section.dataset.page === location.pathname) ?? sections[0];
  for (const section of sections) section.hidden = section !== page;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === page.dataset.page) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

addEventListener('click', (event) => {
  const link = event.target.closest?.('nav a');
  if (!link) return;
  event.preventDefault();
  go(link.getAttribute('href'));
});

addEventListener('popstate', show);

addEventListener('keydown', (event) => {
  if (!event.target.closest?.('input, textarea') && KEYS[event.key]) go(KEYS[event.key]);
});

document.querySelector('.dark').addEventListener('click', () => document.documentElement.classList.toggle('night'));

show();

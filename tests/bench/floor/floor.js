// The floor: the least that shows the same conversations and messages from the same API, live. Addresses, roles and ids are
// those of the app, so that both are measured by the same probes. It knows the view "all" only.
import { Rows } from '/rows.js';
import { Timeline } from '/timeline.js';

const PAGE = 50;
const api = '/api/v1';
const [, space] = location.pathname.match(/^\/s\/([^/]+)/) ?? [];
const known = new Map();
const lists = new Map();
let tabs = [];
let tab = 'active';
let seq = 0;
let dirty = false;

const get = async (path) => (await fetch(api + path)).json();
const $ = (selector) => document.querySelector(selector);
const timeline = new Timeline($('h1'), $('.log'), (id, before) =>
  get(`/conversations/${id}/timeline?limit=${PAGE}${before ? `&before=${before}` : ''}`),
);
const rows = new Rows($('.rows'), $('.rows ul'), { find: (id) => known.get(id), href: (id) => `/s/${space}/c/${id}`, nearEnd: more });

function take({ conversation, read }) {
  const before = known.get(conversation.id);
  if (before && before.conversation.version > conversation.version) return;
  known.set(conversation.id, { conversation, read });
}

async function load(key, cursor) {
  const list = lists.get(key) ?? { ids: new Set(), total: 0 };
  list.asking = true;
  const page = await get(`/spaces/${space}/conversations?view=all&tab=${key}&limit=${PAGE}${cursor ? `&cursor=${cursor}` : ''}`);
  for (const row of page.items) {
    take(row);
    list.ids.add(row.conversation.id);
  }
  Object.assign(list, { next: page.next, total: page.total, asking: false });
  lists.set(key, list);
  if (key === tab) show();
}

function more() {
  const list = lists.get(tab);
  if (list?.next && !list.asking) void load(tab, list.next);
}

function show() {
  dirty = false;
  const list = lists.get(tab);
  if (list) {
    const at = (id) => known.get(id).conversation.active_at;
    rows.show([...list.ids].sort((a, b) => (at(a) < at(b) ? 1 : -1)), list.total, timeline.id);
  }
  timeline.draw();
}

/** However much changes, it is drawn once a frame. */
function changed() {
  if (dirty) return;
  dirty = true;
  requestAnimationFrame(show);
}

function place({ id, status, folder }) {
  for (const { key, statuses } of tabs) {
    const list = lists.get(key);
    if (!list) continue;
    if (folder === 'inbox' && statuses.includes(status)) list.ids.add(id);
    else list.ids.delete(id);
  }
}

function listen() {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${api}/live`);
  socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', space, after: seq }));
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.t === 'ping') socket.send('{"t":"pong"}');
    if (frame.t !== 'event' || frame.seq <= seq) return;
    seq = frame.seq;
    const { kind, conversation, entries, read, id } = frame.change;
    if (kind === 'conversation_changed') {
      take({ conversation, read });
      place(conversation);
      timeline.take(conversation.id, entries);
      changed();
    } else if (kind === 'read_moved' && known.has(id)) {
      known.get(id).read = read;
      changed();
    }
  };
}

function choose(key) {
  tab = key;
  for (const button of $('[role=tablist]').children) button.setAttribute('aria-selected', button.id === `tab-${key}`);
  $('.rows').scrollTop = 0;
  if (lists.has(key)) show();
  else void load(key);
}

async function open(id) {
  await timeline.open(id);
  show();
}

function visit() {
  const [, id] = location.pathname.match(/\/c\/([^/]+)$/) ?? [];
  if (id) void open(id);
}

$('.rows').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  visit();
});
addEventListener('popstate', visit);

const session = get('/session');
void load(tab);
visit();
const { workflow, seq: at } = await session;
tabs = workflow.tabs;
seq = Math.max(seq, at);
for (const { key, label } of tabs) {
  const button = $('[role=tablist]').appendChild(document.createElement('button'));
  button.setAttribute('role', 'tab');
  button.id = `tab-${key}`;
  button.textContent = label;
  button.setAttribute('aria-selected', key === tab);
  button.onclick = () => choose(key);
}
listen();

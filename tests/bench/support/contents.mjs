// What is in the server, asked through its API: which rows a list begins with, which conversations to open, which is the
// longest. And event frames made of its real records (docs/api/live.md).
const OPENED = 4;
/** Messages and notes that must be seen before a thread counts as painted, where there are so many. */
const SEEN = 3;
/** Conversations that the updates go to, the most recently active ones. */
const POOL = 1_000;

export async function readContents({ get }) {
  const { space, seq, workflow } = await get('/session');
  const list = (tab, limit, cursor) =>
    get(`/spaces/${space}/conversations?view=all&tab=${tab}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
  const { total, rows, longest } = await walk(list);
  const first = {};
  for (const tab of ['active', 'all']) first[tab] = (await list(tab, 50)).items.map(({ conversation }) => conversation.id);
  // Those in view with the most to see; the newest conversations of large demos have only begun.
  const inView = await Promise.all(first.active.slice(0, 10).map((id) => seenOf(get, id)));
  const threads = inView.sort((a, b) => b.articles - a.articles).slice(0, OPENED);
  if (threads.length < OPENED || threads.at(-1).articles === 0) throw new Error(`fewer than ${OPENED} of the first rows have messages`);
  const active = workflow.tabs.find(({ key }) => key === 'active').statuses;
  return {
    space,
    seq,
    total,
    active,
    pool: rows,
    first: { active: first.active.slice(0, 8), all: first.all.slice(0, 8) },
    threads,
    long: { ...(await seenOf(get, longest.id)), entries: longest.position },
  };
}

/** All pages of all conversations, for their number and the longest; the first ones are kept. */
async function walk(list) {
  const rows = [];
  let longest;
  let cursor;
  let total = 0;
  do {
    const page = await list('all', 200, cursor);
    for (const row of page.items) {
      if (rows.length < POOL) rows.push(row);
      if (!longest || row.conversation.position > longest.position) longest = row.conversation;
    }
    ({ next: cursor, total } = page);
  } while (cursor);
  return { total, rows, longest };
}

/** How one knows that a conversation is on screen: its name, how many articles, and the end of its last text. */
async function seenOf(get, id) {
  const { row, entries } = await get(`/conversations/${id}/timeline?limit=50`);
  const texts = entries.filter(({ body }) => body.text && body.delivery?.state !== 'undone').map(({ body }) => body.text);
  const { name, address } = row.conversation.contact;
  const last = (texts.at(-1) ?? '').replace(/\s+/g, '').slice(-60);
  return { id, heading: name ?? address, articles: Math.min(SEEN, texts.length), last };
}

/** Inbound messages to conversations of the pool, each the next version of what it was, as many as are asked for at a time,
 * and the rows that are on top after them. Those to `open` are read already (in another window), as the server knows nothing
 * of them and could not be told. */
export function makeStream({ pool, seq, active }, open) {
  const now = new Map(pool.map(({ conversation, read }) => [conversation.id, { conversation, read }]));
  const ids = [...now.keys()];
  const begin = Date.now();
  const touched = new Map();
  let random = 20_260_301;
  let n = 0;
  const frame = () => {
    n += 1;
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    const id = ids[(random >>> 8) % ids.length];
    const { conversation: before, read: known } = now.get(id);
    const at = new Date(begin + n).toISOString();
    const text = `Update ${n}: is my booking confirmed for the weekend?`;
    const [position, inbound] = [before.position + 1, before.inbound + 1];
    const read = id === open ? { position, inbound } : known;
    const conversation = { ...before, version: before.version + 1, position, inbound, active_at: at, last: { kind: 'inbound', text } };
    const entry = { id: `update-${n}`, conversation: id, version: 1, position, at, author: { by: 'contact' }, body: { kind: 'inbound', text } };
    const change = { kind: 'conversation_changed', conversation, entries: [entry], read };
    now.set(id, { conversation, read });
    touched.delete(id);
    touched.set(id, conversation);
    return JSON.stringify({ t: 'event', seq: seq + n, prev: seq + n - 1, at, change });
  };
  const top = () =>
    [...touched.values()]
      .reverse()
      .filter(({ status, folder }) => folder === 'inbox' && active.includes(status))
      .slice(0, 8)
      .map(({ id }) => id);
  return { next: (count) => ({ frames: Array.from({ length: count }, frame), top: top() }) };
}

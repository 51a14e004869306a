// The list of the floor: only the rows near the visible part are in the document. Elements are kept by conversation and
// written to only where something differs.
const ROW = 64;
const SPARE = 6;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

const add = (parent, tag, name) => {
  const element = parent.appendChild(document.createElement(tag));
  if (name) element.className = name;
  return element;
};

function makeRow(id) {
  const item = document.createElement('li');
  const link = add(item, 'a');
  link.id = `row-${id}`;
  const parts = {};
  for (const [tag, name] of [['span', 'face'], ['span', 'name'], ['time', 'time'], ['span', 'preview'], ['span', 'badge']]) {
    parts[name] = add(link, tag, name);
    parts[name].append('');
  }
  return { item, link, parts, known: {} };
}

export class Rows {
  /** `find` answers with a row's record, `nearEnd` is called when more are wanted. */
  constructor(scroller, list, { find, href, nearEnd }) {
    Object.assign(this, { scroller, list, find, href, nearEnd, ids: [], total: 0, made: new Map() });
    scroller.addEventListener('scroll', () => this.draw());
  }

  show(ids, total, open) {
    Object.assign(this, { ids, total, open });
    this.list.style.height = `${ids.length * ROW}px`;
    this.draw();
  }

  draw() {
    const { scrollTop, clientHeight } = this.scroller;
    const from = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const to = Math.min(this.ids.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    const wanted = new Set(this.ids.slice(from, to));
    for (const [id, row] of this.made) {
      if (wanted.has(id)) continue;
      row.item.remove();
      this.made.delete(id);
    }
    for (let index = from; index < to; index += 1) this.drawRow(this.ids[index], index);
    if (to + SPARE >= this.ids.length) this.nearEnd();
  }

  drawRow(id, index) {
    let row = this.made.get(id);
    if (!row) {
      row = makeRow(id);
      this.made.set(id, row);
      this.list.append(row.item);
    }
    const { known, item, link, parts } = row;
    const put = (key, value, write) => {
      if (known[key] === value) return;
      known[key] = value;
      write(value);
    };
    const text = (key, value) => put(key, value, (words) => (parts[key].firstChild.data = words));
    const { conversation, read } = this.find(id);
    const name = conversation.contact.name ?? conversation.contact.address;
    const unread = Math.max(0, conversation.inbound - read.inbound);
    put('index', index, () => {
      item.style.transform = `translateY(${index * ROW}px)`;
      item.setAttribute('aria-posinset', index + 1);
    });
    put('total', this.total, () => item.setAttribute('aria-setsize', this.total));
    put('href', this.href(id), (href) => link.setAttribute('href', href));
    put('current', this.open === id, (current) => link.toggleAttribute('aria-current', current));
    put('label', `${name}, ${conversation.channel_kind}${unread ? `, ${unread} unread` : ''}`, (label) => link.setAttribute('aria-label', label));
    put('at', conversation.active_at, (at) => {
      parts.time.dateTime = at;
      text('time', clock.format(new Date(at)));
    });
    text('face', name.slice(0, 1));
    text('name', name);
    text('preview', conversation.last?.text ?? '');
    text('badge', unread ? String(unread) : '');
  }
}

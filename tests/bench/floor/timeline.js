// The timeline of the floor: the newest entries of a conversation, earlier ones as they are scrolled to. The box is laid out
// from its end, and what is not in view is not laid out at all (`content-visibility`).
const PAGE = 50;
const NEAR = 600;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

function entryElement({ at, body }) {
  if (body.kind === 'event') {
    const line = document.createElement('p');
    line.textContent = `${body.event.event} ${clock.format(new Date(at))}`;
    return line;
  }
  const article = document.createElement('article');
  article.dataset.kind = body.kind;
  const text = article.appendChild(document.createElement('p'));
  text.textContent = body.text;
  const time = article.appendChild(document.createElement('time'));
  time.dateTime = at;
  time.textContent = `${clock.format(new Date(at))} ${body.delivery?.state ?? ''}`;
  return article;
}

export class Timeline {
  /** `fetchPage(id, before)` answers with a page of the API. */
  constructor(heading, log, fetchPage) {
    Object.assign(this, { heading, log, content: log.firstElementChild, fetchPage, threads: new Map() });
    log.addEventListener('scroll', () => this.extend());
  }

  async open(id) {
    this.id = id;
    if (!this.threads.has(id)) {
      const { row, entries } = await this.fetchPage(id);
      this.threads.set(id, { row, entries });
      if (this.id !== id) return;
    }
    const { row, entries } = this.threads.get(id);
    this.heading.textContent = row.conversation.contact.name ?? row.conversation.contact.address;
    this.first = Math.max(0, entries.length - PAGE);
    this.last = entries.length;
    this.content.replaceChildren(this.elements(entries.slice(this.first)));
    this.log.scrollTop = 0;
  }

  /** Entries that came live. */
  take(id, entries) {
    const thread = this.threads.get(id);
    if (!thread) return;
    for (const entry of entries) {
      if (entry.position > (thread.entries.at(-1)?.position ?? 0)) thread.entries.push(entry);
    }
  }

  draw() {
    const thread = this.threads.get(this.id);
    if (!thread || this.last === thread.entries.length) return;
    this.content.append(this.elements(thread.entries.slice(this.last)));
    this.last = thread.entries.length;
  }

  async extend() {
    const { id, log } = this;
    const thread = this.threads.get(id);
    if (!thread || thread.asking || log.scrollHeight - log.clientHeight + log.scrollTop > NEAR) return;
    if (this.first === 0) {
      const before = thread.entries[0]?.position ?? 1;
      if (before <= 1) return;
      thread.asking = true;
      const { entries } = await this.fetchPage(id, before);
      thread.asking = false;
      thread.entries.unshift(...entries);
      if (this.id !== id) return;
      this.first += entries.length;
      this.last += entries.length;
    }
    const from = Math.max(0, this.first - PAGE);
    this.content.prepend(this.elements(thread.entries.slice(from, this.first)));
    this.first = from;
  }

  elements(entries) {
    const all = document.createDocumentFragment();
    let today;
    for (const entry of entries) {
      const date = day.format(new Date(entry.at));
      if (date !== today) all.appendChild(document.createElement('p')).textContent = date;
      today = date;
      all.append(entryElement(entry));
    }
    return all;
  }
}

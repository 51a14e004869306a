// <switchboard-inbox>: Switchboard inside another page, in a frame of its own. It makes the frame, hands it a private line and
// over that line tokens, looks and wishes, and turns what comes back into events. It knows nothing of conversations, keeps
// nothing, and writes no token anywhere. Usage and all names are in docs/embedding.md, types in embed.d.ts.
(() => {
  if (customElements.get('switchboard-inbox')) return;

  // Beside this script is the app, unless `src` says otherwise. Modules do not know where they came from.
  const home = document.currentScript && new URL('.', document.currentScript.src);
  /** Attributes that are told to the app as they are. */
  const TOLD = ['theme', 'locale', 'density', 'layout'];
  /** Attributes that say what is to be shown. */
  const SHOWN = ['space', 'view', 'conversation'];
  /** Custom properties of the page that flow in; colours are told as the browser computes them. */
  const COLOURS = ['accent', 'surface', 'text'];
  const SIZES = ['font', 'radius'];
  /** A token without a known end is renewed after this long, in seconds. */
  const USUAL_SECONDS = 240;
  /** Without a token the page is asked again after this long, in seconds. */
  const TRY_AGAIN_SECONDS = 40;
  /** Once the frame has loaded, its first word comes within this long, in milliseconds. */
  const FIRST_WORD_MS = 4000;

  const SHEET = `:host{display:block;position:relative;min-block-size:min(42rem,100vh)}:host([hidden]){display:none}
iframe{display:block;position:absolute;inset:0;inline-size:100%;block-size:100%;border:0}
p{margin:0;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;text-align:center;text-wrap:balance}i{display:none}`;

  class SwitchboardInbox extends HTMLElement {
    static observedAttributes = ['src', ...TOLD, ...SHOWN];

    /** Answers with a token, or with what `POST /embed-tokens` answered. */
    getToken = null;
    #root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    #frame = null;
    #origin = '';
    #line = null;
    #waiting = [];
    #timers = {};
    #looks = '';
    #asking = false;
    #stop = null;

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(SHEET);
      this.#root.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      const stop = new AbortController();
      this.#stop = stop;
      const signal = stop.signal;
      addEventListener('message', (event) => this.#greet(event), { signal });
      const look = () => requestAnimationFrame(() => this.#tellLooks());
      const dark = matchMedia('(prefers-color-scheme: dark)');
      dark.addEventListener('change', look, { signal });
      // A theme is switched by a class, a style or an attribute of something around this element.
      const watch = new MutationObserver(look);
      for (let node = this; node; node = node.parentElement ?? node.getRootNode().host) watch.observe(node, { attributes: true });
      signal.addEventListener('abort', () => watch.disconnect());
      this.#load();
    }

    disconnectedCallback() {
      this.#stop.abort();
      this.#unload();
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now) return;
      // Times and numbers are written in one language from the start.
      if (name === 'src' || name === 'locale') this.#load();
      else if (TOLD.includes(name)) this.#tellLooks();
      else this.#show();
    }

    /** Opens a conversation. */
    open(conversation) {
      this.#say({ t: 'open', conversation: `${conversation}` });
    }

    /** Begins a message to a phone number. */
    compose({ to = '', sender = '' } = {}) {
      this.#say({ t: 'compose', to: `${to}`, sender: `${sender}` });
    }

    /** Searches for a text; an empty one ends the search. */
    search(text) {
      this.#say({ t: 'search', text: `${text}` });
    }

    #load() {
      this.#unload();
      let address;
      try {
        address = new URL(this.getAttribute('src') || home, document.baseURI);
      } catch {
        return this.#fail('no-source', 'This page does not say where Switchboard is: the attribute “src” is missing.');
      }
      this.#origin = address.origin;
      address.searchParams.set('host', location.origin);
      const frame = document.createElement('iframe');
      frame.title = this.getAttribute('aria-label') ?? 'Switchboard';
      frame.allow = 'clipboard-write; microphone; autoplay';
      frame.referrerPolicy = 'no-referrer';
      // It may do all it needs, but not lead the page that shows it elsewhere.
      frame.sandbox = 'allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox';
      frame.addEventListener('load', () => this.#expectWord(address));
      frame.src = address;
      this.#frame = frame;
      this.#root.replaceChildren(frame);
    }

    #unload() {
      for (const timer of Object.values(this.#timers)) clearTimeout(timer);
      this.#timers = {};
      this.#line?.close();
      this.#line = this.#frame = null;
      this.#looks = '';
      this.#asking = false;
      this.#root.replaceChildren();
    }

    /** The frame says that it is there, each time it loads: it gets a line of its own, which nobody else can hear. */
    #greet({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin || data?.switchboard !== 'hello') return;
      clearTimeout(this.#timers.word);
      this.#line?.close();
      const { port1, port2 } = new MessageChannel();
      this.#line = port1;
      port1.onmessage = (event) => this.#hear(event.data);
      source.postMessage({ switchboard: 'line' }, this.#origin, [port2]);
      this.#looks = '';
      this.#tellLooks();
      if (SHOWN.some((name) => this.hasAttribute(name))) this.#show();
      this.#waiting.splice(0).forEach((word) => port1.postMessage(word));
      this.#lend();
    }

    #hear(word) {
      const text = (name) => (typeof word[name] === 'string' ? word[name] : undefined);
      switch (word?.t) {
        case 'ready':
          return this.#tell('ready');
        case 'token':
          return this.#lend();
        case 'signedout':
          return this.#tell('authrequired');
        case 'opened':
          return this.#tell('conversationopened', { conversation: text('conversation') });
        case 'unread':
          return this.#tell('unreadchange', { count: Number(word.count) || 0 });
        case 'navigate':
          return this.#tell('navigate', { address: text('address'), space: text('space'), view: text('view'), conversation: text('conversation') });
        case 'error':
          return this.#tell('error', { code: text('code'), message: text('message') });
      }
    }

    /** Asks the page for a token and hands it over, now and before it ends. */
    async #lend() {
      const line = this.#line;
      if (this.#asking || !line) return;
      this.#asking = true;
      clearTimeout(this.#timers.token);
      let lent = null;
      try {
        lent = await this.getToken?.();
      } catch (error) {
        console.error('switchboard-inbox: getToken failed', error);
      }
      if (line !== this.#line) return;
      this.#asking = false;
      const token = typeof lent === 'string' ? lent : lent?.token;
      line.postMessage({ t: 'token', token: typeof token === 'string' && token ? token : null });
      const seconds = token ? Number(lent.expires_in) || USUAL_SECONDS : TRY_AGAIN_SECONDS;
      // With time to spare for a slow answer; a sleeping computer is late anyway, and then the app asks.
      this.#timers.token = setTimeout(() => this.#lend(), Math.min(seconds * 0.75, seconds - 3) * 1000);
    }

    #show() {
      const word = { t: 'show' };
      for (const name of SHOWN) word[name] = this.getAttribute(name) ?? '';
      this.#say(word);
    }

    #say(word) {
      if (this.#line) this.#line.postMessage(word);
      else this.#waiting.push(word);
    }

    #tellLooks() {
      if (!this.#line) return;
      const style = getComputedStyle(this);
      const word = { t: 'looks' };
      for (const name of TOLD) word[name] = this.getAttribute(name) ?? '';
      if (!/^(light|dark)$/.test(word.theme)) word.theme = isDark(this, style) ? 'dark' : 'light';
      for (const name of SIZES) word[name] = style.getPropertyValue(`--switchboard-${name}`).trim();
      // Whatever way a colour is written, the browser computes it.
      const probe = document.createElement('i');
      this.#root.append(probe);
      for (const name of COLOURS) {
        const written = style.getPropertyValue(`--switchboard-${name}`).trim();
        probe.style.color = '';
        probe.style.color = written;
        word[name] = probe.style.color ? getComputedStyle(probe).color : '';
      }
      probe.remove();
      const looks = JSON.stringify(word);
      if (looks !== this.#looks) this.#line.postMessage(word);
      this.#looks = looks;
    }

    /** A frame that may not be shown here, or whose server is away, loads an error page that says nothing. */
    #expectWord(address) {
      clearTimeout(this.#timers.word);
      if (this.#line) return;
      this.#timers.word = setTimeout(async () => {
        // The one file that a page of any origin may load.
        const probe = new URL('embed.js', home?.origin === address.origin ? home : address);
        const answers = await fetch(probe, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' }).then(() => true, () => false);
        if (this.#line) return;
        if (answers) this.#fail('not-allowed', `This page is not allowed to show Switchboard. Ask its administrator to add ${location.origin} to the API key of this portal.`);
        else this.#fail('unreachable', 'Switchboard cannot be reached. Check the connection, then reload the page.');
      }, FIRST_WORD_MS);
    }

    #fail(code, message) {
      this.#unload();
      const sentence = document.createElement('p');
      sentence.setAttribute('role', 'alert');
      sentence.textContent = message;
      this.#root.replaceChildren(sentence);
      this.#tell('error', { code, message });
    }

    #tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }
  }

  /** Whether the page is dark around an element: as it says, or as its background shows. */
  function isDark(element, style) {
    const says = style.colorScheme;
    if (says.includes('dark')) return !says.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches;
    if (says.includes('light')) return false;
    for (let node = element; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g)?.map(Number) ?? [];
      if (colour.startsWith('rgb') && alpha > 0.5) return red * 0.3 + green * 0.6 + blue * 0.1 < 110;
    }
    return false;
  }

  customElements.define('switchboard-inbox', SwitchboardInbox);
})();

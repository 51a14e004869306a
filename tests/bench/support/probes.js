// Runs in the measured page before anything else: stamps what is painted, what was pressed, how long frames and tasks took.
// It finds things by the roles and ids that the app and the floor share, and must cost both the same.
(() => {
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.splice(0).forEach((done) => done(performance.now()));
  /** The moment after the frame that is being made has been painted. */
  const afterPaint = () =>
    new Promise((done) => {
      waiting.push(done);
      channel.port2.postMessage(0);
    });
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

  /** The moment in which `check` is true and on screen; looked at in every frame. */
  async function painted(check) {
    for (;;) {
      await nextFrame();
      if (check()) return afterPaint();
    }
  }

  const row = (id) => document.getElementById(`row-${id}`);
  /** These rows begin the list, in this order, laid out. */
  const listBegins = (ids) =>
    ids.every((id, index) => {
      const item = row(id)?.closest('li, [role=listitem]');
      return item?.ariaPosInSet === String(index + 1) && item.offsetHeight > 0;
    });
  const tabIs = (label) => document.querySelector('[role=tab][aria-selected=true]')?.textContent.startsWith(label) ?? false;
  const log = () => document.querySelector('[role=log][aria-label=Messages]');
  const threadShows = ({ id, heading, articles, last }) => {
    if (!location.pathname.endsWith(`/c/${id}`)) return false;
    const box = log();
    const title = document.querySelector('section[aria-label=Timeline] :is(h1, h2, h3)');
    if (!box || !title?.textContent.includes(heading) || box.getElementsByTagName('article').length < articles) return false;
    return box.offsetHeight > 0 && box.textContent.replace(/\s+/g, '').includes(last);
  };

  const bench = { keys: [], frames: [], long: [], pressedAt: 0, enteredAt: 0, memory: undefined, shift: 0, lcp: 0, compiled: undefined };
  window.switchboardBench = bench;
  Object.assign(bench, { painted, listBegins, tabIs, threadShows });
  bench.logSays = (text) => log()?.textContent.includes(text) ?? false;

  addEventListener('pointerdown', (event) => (bench.pressedAt = event.timeStamp), { capture: true });
  addEventListener(
    'keydown',
    async (event) => {
      if (event.key === 'Enter') bench.enteredAt = event.timeStamp;
      await nextFrame();
      bench.keys.push((await afterPaint()) - event.timeStamp);
    },
    { capture: true },
  );

  let counting = false;
  bench.startFrames = () => {
    [bench.frames, bench.long, counting] = [[], [], true];
    let before = performance.now();
    const frame = (now) => {
      bench.frames.push(now - before);
      before = now;
      if (counting) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  bench.stopFrames = () => {
    counting = false;
    return { frames: bench.frames.slice(1), long: bench.long };
  };
  new PerformanceObserver((list) => counting && bench.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });

  const observe = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe('layout-shift', ({ value, hadRecentInput }) => (bench.shift += hadRecentInput ? 0 : value));
  observe('largest-contentful-paint', ({ startTime }) => (bench.lcp = startTime));

  const scroller = () => {
    let box = document.querySelector('[role=list][aria-label=Conversations]');
    while (box && getComputedStyle(box).overflowY !== 'auto') box = box.parentElement;
    return box;
  };
  /** Whether the list shows no row where there should be one: looked for at three heights. */
  const isBlank = () => {
    const { left, top, width, height } = scroller().getBoundingClientRect();
    return [0.1, 0.5, 0.9].some((part) => {
      const found = document.elementFromPoint(left + width / 2, top + height * part);
      return !found?.closest('li, [role=listitem]');
    });
  };
  const isFilled = () => [...scroller().querySelectorAll('li, [role=listitem]')].some((item) => item.textContent.trim() !== '');
  let watching;
  /** Counts frames in which the list is blank, beyond two in a row. */
  bench.watchList = () => {
    const seen = (watching = { blank: 0, row: 0 });
    const frame = () => {
      if (watching !== seen) return;
      seen.row = isBlank() ? seen.row + 1 : 0;
      if (seen.row > 2) seen.blank += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  bench.unwatchList = () => {
    const { blank } = watching;
    watching = undefined;
    return blank;
  };
  /** Throws the list's scrollbar to this part of it, and answers how long until rows are there. */
  bench.throwTo = async (part) => {
    const box = scroller();
    const begin = performance.now();
    box.scrollTop = (box.scrollHeight - box.clientHeight) * part;
    await nextFrame();
    return (await painted(() => !isBlank() && isFilled())) - begin;
  };

  /** Scrolls the log up again and again until so many pages have been asked for, or no more come. */
  bench.scrollUp = async (pages) => {
    const asked = () => performance.getEntriesByType('resource').filter(({ name }) => /\/timeline\?.*before=/.test(name)).length;
    for (let [quiet, before] = [0, asked()]; asked() < pages && quiet < 60; quiet += 1) {
      log().scrollTop = -1e9;
      await nextFrame();
      if (asked() !== before) [quiet, before] = [0, asked()];
    }
    return asked();
  };

  for (const name of ['instantiate', 'instantiateStreaming']) {
    const plain = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await plain.apply(WebAssembly, given);
      bench.compiled = performance.now();
      // The build shortens names, so it is known by its kind.
      const all = Object.values((made.instance ?? made).exports);
      bench.memory = all.find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  }
  const found = () => bench.expected && listBegins(bench.expected);
  bench.started = painted(found);
})();

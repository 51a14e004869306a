// A page around the app (the portal of docs/portal, of another site): how long it takes to show that something of its own was
// pressed while the app loads in a frame of it; beside it, the same page without the app.
import { startPortal } from '../../../docs/portal/server.mjs';

import { median } from './measure.mjs';
import { SIGN_IN, freePort } from './server.mjs';

/** Presses, and the milliseconds between them: together longer than the app takes to start. */
const PRESSES = 40;
const PAUSE_MS = 75;
/** Browsers do not tell of presses that take less. */
const SHORTEST_MS = 16;

/** The portal, with a key of its own. */
export async function startHost({ api, space, switchboard }) {
  const port = await freePort();
  const { secret } = await api.post(`/spaces/${space}/api-keys`, { name: 'Benchmark', origins: [`http://localhost:${port}`] });
  return startPortal({ switchboard, key: secret, agent: SIGN_IN.email, port });
}

/** The slowest press (INP, with so few), the usual one, and how many tasks over 50 ms the page itself is charged with. */
export async function pressHost(browser, { origin, who, found }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    if (who === 'floor') await page.route('**/embed.js', (route) => route.abort());
    await page.addInitScript((shortest) => {
      window.pressed = [];
      window.long = [];
      addEventListener('click', ({ target, timeStamp }) => target.matches('.brand') && (target.textContent = `Pressed at ${timeStamp}`));
      const observe = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, durationThreshold: shortest });
      observe('event', ({ interactionId, duration }) => interactionId && window.pressed.push(duration));
      observe('longtask', ({ name }) => name.startsWith('self') && window.long.push(name));
    }, SHORTEST_MS);
    await page.goto(`${origin}/inbox`, { waitUntil: 'commit' });
    const { x, y } = await page.locator('.brand').boundingBox();
    for (let n = 0; n < PRESSES; n += 1) {
      await page.mouse.click(x + 5, y + 5);
      await page.waitForTimeout(PAUSE_MS);
    }
    if (who === 'app') await page.frameLocator('switchboard-inbox iframe').getByRole('list', { name: 'Conversations' }).waitFor();
    const { pressed, long } = await page.evaluate(() => ({ pressed: window.pressed, long: window.long }));
    Object.assign(found, { hostPress: Math.max(SHORTEST_MS, ...pressed), hostPressUsual: median([SHORTEST_MS, ...pressed]), hostLong: long.length });
  } finally {
    await context.close();
  }
}

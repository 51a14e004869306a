// Time that can jump, for what takes the app half a minute to notice. Playwright's own clock hands out timer numbers beyond
// 32 bits, which a WebAssembly program cannot give back to `clearTimeout`.
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    jumpAhead?: (ms: number) => void;
  }
}

/** Lets time jump on this page; to be called before it is loaded. */
export async function letTimeJump(page: Page): Promise<void> {
  await page.addInitScript(install);
}

/** Time jumps: what was to happen meanwhile happens now, once. */
export async function jump(page: Page, ms: number): Promise<void> {
  await page.evaluate((far) => window.jumpAhead?.(far), ms);
}

function install(): void {
  let ahead = 0;
  const now = Date.now.bind(Date);
  const set = window.setTimeout.bind(window) as (run: () => void, ms?: number) => number;
  const clear = window.clearTimeout.bind(window);
  const waiting = new Map<number, { due: number; run: () => void }>();
  Date.now = () => now() + ahead;
  window.setTimeout = ((run: () => void, ms = 0) => {
    const id: number = set(() => {
      waiting.delete(id);
      run();
    }, ms);
    waiting.set(id, { due: Date.now() + ms, run });
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = ((id: number) => {
    waiting.delete(id);
    clear(id);
  }) as typeof window.clearTimeout;
  window.jumpAhead = (ms) => {
    ahead += ms;
    for (const [id, { due, run }] of [...waiting]) {
      if (due <= Date.now() && waiting.has(id)) {
        window.clearTimeout(id);
        run();
      }
    }
  };
}

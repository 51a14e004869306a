// Counts how often a text is on screen at every change of the document and at every frame, so that a bubble that doubles
// or vanishes for a moment is caught. It goes on counting after a reload.
import { expect, type Page } from '@playwright/test';

interface Tally {
  most: number;
  /** The fewest since it was first seen. */
  fewest: number;
  seen: boolean;
}

declare global {
  interface Window {
    bubbleTally?: Tally;
  }
}

/** Starts counting the messages with this text; `most` and `fewest` are from the first time it is seen. */
export async function countBubbles(page: Page, text: string): Promise<void> {
  await page.addInitScript(count, text);
  await page.evaluate(count, text);
}

/** At no moment were there two, and from its first appearance on there was always one. */
export async function wasAlwaysOne(page: Page): Promise<void> {
  const tally = await page.evaluate(() => window.bubbleTally);
  expect(tally, 'bubbles counted at every change and frame').toEqual({ most: 1, fewest: 1, seen: true });
}

/** At no moment were there two. */
export async function wasNeverTwo(page: Page): Promise<void> {
  const tally = await page.evaluate(() => window.bubbleTally);
  expect(tally).toMatchObject({ most: 1, seen: true });
}

function count(text: string): void {
  const tally: Tally = { most: 0, fewest: 1, seen: false };
  window.bubbleTally = tally;
  const look = () => {
    const articles = [...document.querySelectorAll('[role=log] article, [role=log] [role=article]')];
    const found = articles.filter((article) => article.textContent?.includes(text)).length;
    tally.seen ||= found > 0;
    tally.most = Math.max(tally.most, found);
    if (tally.seen) tally.fewest = Math.min(tally.fewest, found);
  };
  const everyFrame = () => {
    look();
    requestAnimationFrame(everyFrame);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  everyFrame();
}

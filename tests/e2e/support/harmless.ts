// What must be so on a page whatever somebody wrote: nothing runs, nothing is loaded from elsewhere, and texts stand there as
// they are.
import { expect, type Page } from '@playwright/test';

import type { Desk } from './desk';

/** Nothing but the build's own can run, nothing is framed or fetched from elsewhere, and nothing has run. */
export async function isHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const findings: string[] = [];
    const scripts = [...document.scripts].filter((one) => one.text !== '' || new URL(one.src).origin !== location.origin);
    findings.push(...scripts.map((one) => `script: ${one.outerHTML}`));
    for (const element of document.querySelectorAll('iframe, frame, object, embed, base, foreignObject, style, form[action], template, animate')) {
      findings.push(`element: ${element.outerHTML}`);
    }
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        const leads = /^(href|src|action|formaction|xlink:href|data)$/i.test(name);
        const runs = /^(on|srcdoc$)/i.test(name) || (leads && /^[\s\0]*(javascript|data|vbscript):/i.test(value));
        if (runs) findings.push(`attribute: ${name}=${value}`);
      }
    }
    for (const image of document.images) findings.push(`image: ${image.src}`);
    if ('__x' in window) findings.push(`something ran: ${String(window.__x)}`);
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) findings.push(`the page is ${wide} px wider than the window`);
    return findings;
  });
  expect(found).toEqual([]);
}

/** The texts of all messages that are shown, exactly. */
export function shownTexts(desk: Desk): Promise<string[]> {
  return desk.thread.all().locator('p[dir=auto]').evaluateAll((texts) => texts.map((text) => text.textContent ?? ''));
}

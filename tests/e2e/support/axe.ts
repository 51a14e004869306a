// axe over what is on screen: every rule of WCAG 2.0 to 2.2, A and AA, and the best practices. A finding names the rule, the
// elements, and what would be right.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Nothing on screen breaks a rule. */
export async function isAccessible(page: Page, what: string): Promise<void> {
  // Colours are only right once they have stopped changing.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
    return Promise.all(ending.map((one) => one.finished.catch(() => null)));
  });
  const { violations, passes } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} — ${node.failureSummary ?? ''}`));
  expect.soft(findings, what).toEqual([]);
  expect(passes.map(({ id }) => id), `axe looked at ${what}`).toContain('color-contrast');
}

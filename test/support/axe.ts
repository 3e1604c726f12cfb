import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Violations that axe finds in a page, each with its elements. */
export async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Rows of exchanges in the list of the dashboard. */
export const rowsOf = (page: Page) => page.locator('[role=grid] .rows [role=row]');

/** Waits until the dashboard is connected. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('.connection.live').waitFor();
}

/** Violations that axe finds in the page, each with its elements. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Pixels by which the page is wider than a narrow screen; 0: it needs no sideways scrolling. */
export async function excessWidth(page: Page): Promise<number> {
  await page.setViewportSize({ width: 390, height: 800 });
  return page.evaluate<number>(
    `Math.max(...[document.documentElement, document.querySelector('#content')]
      .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))`,
  );
}

/** The languages of the dashboard, as a browser names them. */
export const locales = ['en-GB', 'nl-NL', 'nb-NO'];

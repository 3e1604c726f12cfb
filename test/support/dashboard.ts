import type { Page } from 'playwright-core';

/** Rows of exchanges in the list of the dashboard. */
export const rowsOf = (page: Page) => page.locator('[role=grid] .rows [role=row]');

/** Waits until the dashboard is connected. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('.connection.live').waitFor();
}

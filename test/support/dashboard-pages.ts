import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';

const PICTURES = join(import.meta.dirname, '../../reports/pages');

/** Opens pages in the browser of a test file, and closes them after each test. */
class DashboardPages {
  private browser?: Browser;
  private readonly contexts: BrowserContext[] = [];
  private readonly messages: string[] = [];

  /** @param expected Messages that the tests cause: a browser writes one for each status above 399. */
  constructor(private readonly expected?: RegExp) {}

  async start(): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    this.browser = await launchBrowser();
  }

  /** Opens a page with a store of its own. */
  async open(locale = 'en', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const viewport = { width: 1440, height: 1000 };
    const context = await this.browser!.newContext({ locale, colorScheme, viewport });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    page.on('console', (message) => this.messages.push(message.text()));
    page.on('pageerror', (error) => this.messages.push(error.message));
    return page;
  }

  /** Closes the pages. Throws if one wrote a message that no test expects. */
  async close(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
    const others = this.messages.splice(0).filter((text) => !this.expected?.test(text));
    if (others.length > 0) throw new Error(`The page wrote: ${others.join('; ')}`);
  }

  async stop(): Promise<void> {
    await this.browser?.close();
  }
}

/** A browser for the tests of this file. A test fails if its page writes a message that is not expected. */
export function dashboardPages(expected?: RegExp): DashboardPages {
  const pages = new DashboardPages(expected);
  beforeAll(() => pages.start());
  afterEach(() => pages.close());
  afterAll(() => pages.stop());
  return pages;
}

/** Saves a picture of a page in `reports/pages`. */
export const takePicture = (page: Page, name: string, options: { fullPage?: boolean } = {}) =>
  page.screenshot({ path: join(PICTURES, `${name}.png`), ...options });

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Chromium comes with the system, not with npm: without it its tests are left out, but never in CI. */
export const hasChromium = existsSync(executablePath) || process.env['CI'] !== undefined;

export interface TestBrowser {
  /** Opens an address in a window of its own, which remembers nothing of others. English by default. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** All that pages have complained about in their consoles, taken off the list. */
  takeComplaints(): string[];
  /** Closes the windows. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openChromium(): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const complaints: string[] = [];
  return {
    async open(url, options) {
      const context = await browser.newContext({ locale: 'en-US', ...options });
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    takeComplaints: () => complaints.splice(0),
    async clear() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: () => browser.close(),
  };
}

/** Kept in docs/ when UPDATE_SCREENSHOTS is set; the tests leave nothing behind otherwise. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env['UPDATE_SCREENSHOTS'] === undefined) return;
  await page.screenshot({ path: join(__dirname, '../../../docs/screenshots', `${name}.png`) });
}

// A Chromium that asks nobody but us, and a fresh page of it for every question.

import { chromium } from 'playwright-core';

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Notes, by the page's own clock, when `data-search-state` became `done`. */
const NOTE = `addEventListener('DOMContentLoaded', () => {
  const root = document.documentElement;
  const note = () => { if (root.dataset.searchState === 'done' && !window.__done) window.__done = performance.now(); };
  new MutationObserver(note).observe(root, { attributes: true });
  note();
});`;

/** Runs `work(page)` on a page without any cache; script errors and failed requests become errors. */
export async function fresh(browser, work) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    await context.addInitScript(NOTE);
    const page = await context.newPage();
    const wrong = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    const out = await work(page);
    if (wrong.length > 0) throw new Error(`script error: ${wrong.join('; ')}`);
    return out;
  } finally {
    await context.close();
  }
}

/** Waits until the page says that its search is complete; gives the moment, in milliseconds from the start of the navigation. */
export async function done(page, timeout = 60_000) {
  await page.waitForFunction(() => window.__done !== undefined, undefined, { timeout, polling: 20 });
  return page.evaluate(() => window.__done);
}

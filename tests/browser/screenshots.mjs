// Pictures of the bundled archive for the README: `node tests/browser/screenshots.mjs [FOLDER]` (docs/images by default).
// With `--every`, one of each kind of page in FOLDER, as desktop, phone, dark and print: for looking at the theme.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, serve } from './chromium.mjs';
import { ROOT, sites } from './site.mjs';

const every = process.argv.includes('--every');
const folder = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? join(ROOT, 'docs/images');
mkdirSync(folder, { recursive: true });

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const browser = await launch();

async function picture(site, path, name, settings, { media = 'screen', whole = false } = {}) {
  const where = await serve(site.folder);
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  await page.emulateMedia({ media });
  await page.goto(where.root + path);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
  await context.close();
  await where.close();
}

const { bundled, hostile } = sites();
if (every) {
  for (const site of [bundled, hostile]) {
    for (const [kind, path] of site.samples()) {
      if (kind === 'moved') continue; // it goes on to an article
      const name = `${site === bundled ? 'zh' : 'en'}-${kind.replaceAll(' ', '-')}`;
      await picture(site, path, `${name}-desktop`, DESKTOP, { whole: true });
      await picture(site, path, `${name}-phone`, PHONE, { whole: true });
      await picture(site, path, `${name}-dark`, { ...DESKTOP, colorScheme: 'dark' });
      await picture(site, path, `${name}-print`, { viewport: { width: 740, height: 1040 } }, { media: 'print' });
    }
  }
} else {
  const samples = bundled.samples();
  for (const [name, kind] of [['home', 'home'], ['issue', 'issue'], ['article', 'article with caption']]) {
    await picture(bundled, samples.get(kind), name, DESKTOP);
  }
}
await browser.close();

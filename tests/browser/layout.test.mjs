// 版面 — on a phone nothing runs off the side; on paper there is the text, black on white, and no navigation.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, serve } from './chromium.mjs';
import { sites } from './site.mjs';

/** What stands beyond the right edge of the screen, in no part that scrolls by itself. */
function beyond() {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (e !== element && /auto|scroll|hidden/.test(getComputedStyle(e).overflowX)) return true;
    }
    return false;
  };
  const out = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width > 1 && box.right > width + 1 && !scrolls(element)) out.push(`${element.localName}.${element.className} to ${Math.round(box.right)}`);
  }
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) out.unshift(`the page is ${page.scrollWidth} wide`);
  for (const e of [page, document.body]) if (getComputedStyle(e).overflowX === 'hidden') out.push(`${e.localName} hides what is too wide`);
  return out;
}

describe('版面 layout', { timeout: 180_000 }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  for (const site of sites().all) {
    test(`手机上不横向滚动 (no sideways scrolling at 320 and 390 px): ${site.name}`, async (t) => {
      const where = await serve(site.folder);
      t.after(where.close);
      const context = await browser.newContext({ viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
      t.after(() => context.close());
      const page = await context.newPage();
      const wrong = [];
      for (const [kind, path] of site.samples()) {
        if (kind === 'moved') continue; // it goes on to an article at once
        await page.goto(where.root + path);
        for (const width of [320, 390]) {
          await page.setViewportSize({ width, height: 800 });
          assert.equal(await page.evaluate(() => innerWidth), width, `${path}: the viewport is not the device's`);
          const out = await page.evaluate(beyond);
          if (out.length > 0) wrong.push(`${kind}: ${path} at ${width}: ${out.slice(0, 4).join('; ')}`);
        }
      }
      assert.equal(wrong.length, 0, `${wrong.length} findings:\n${wrong.join('\n')}`);
    });

    test(`手机上点得准，看得清 (phone: text of 12 px or more, links in lists 24 px high): ${site.name}`, async (t) => {
      const where = await serve(site.folder);
      t.after(where.close);
      const context = await browser.newContext({ viewport: { width: 320, height: 700 }, isMobile: true, hasTouch: true });
      t.after(() => context.close());
      const page = await context.newPage();
      const wrong = [];
      for (const [kind, path] of site.samples()) {
        if (kind === 'moved' || kind === '404') continue;
        await page.goto(where.root + path);
        const out = await page.evaluate(() => {
          const found = [];
          for (const e of document.body.querySelectorAll('*')) {
            const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '');
            if (own && parseFloat(getComputedStyle(e).fontSize) < 12) found.push(`${e.localName}.${e.className} ${getComputedStyle(e).fontSize}`);
          }
          for (const a of document.querySelectorAll('.sections a, .chips a, .directory a, .crumbs a, .turn a, .issues a')) {
            const box = a.getBoundingClientRect();
            // A word of the navigation is never broken.
            if (a.closest('.sections') && a.scrollHeight > 1.9 * parseFloat(getComputedStyle(a).lineHeight) + parseFloat(getComputedStyle(a).paddingTop) * 2) found.push(`“${a.innerText}” is broken`);
            if (box.height < 24) found.push(`link “${a.innerText}” ${Math.round(box.height)} px high`);
          }
          return found;
        });
        if (out.length > 0) wrong.push(`${kind}: ${path}: ${out.slice(0, 4).join('; ')}`);
      }
      assert.equal(wrong.length, 0, `${wrong.length} findings:\n${wrong.join('\n')}`);
    });

    test(`打印：白纸黑字，没有导航 (print: black on white, no navigation, in dark mode too): ${site.name}`, async (t) => {
      const where = await serve(site.folder);
      t.after(where.close);
      const context = await browser.newContext({ colorScheme: 'dark' });
      t.after(() => context.close());
      const page = await context.newPage();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      for (const [kind, path] of site.samples()) {
        if (kind === 'moved' || kind === '404') continue;
        await page.goto(where.root + path);
        for (const nav of await page.locator('nav, .skip').all()) assert.equal(await nav.isVisible(), false, `${kind}: ${path}: ${await nav.innerText()}`);
        const ink = await page.evaluate(() => {
          const of = (selector, property) => [...document.querySelectorAll(selector)].map((e) => getComputedStyle(e)[property]);
          const seen = (e) => e.getClientRects().length > 0;
          return {
            paper: of('html', 'backgroundColor')[0],
            body: of('body', 'backgroundColor')[0],
            text: [...new Set(of('h1, .text h2, .text p:not([class]), .text li, .title', 'color'))],
            // Small print may be dark grey.
            rest: [...new Set(of('main *', 'color'))].filter((color) => color.match(/\d+/g).some((part) => Number(part) > 0x44)),
            hidden: [...document.querySelectorAll('.text > *, h1')].filter((e) => !seen(e)).length,
          };
        });
        assert.equal(ink.paper, 'rgb(255, 255, 255)', path);
        assert.ok(['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(ink.body), path);
        assert.deepEqual(ink.text.filter((color) => color !== 'rgb(0, 0, 0)'), [], `${kind}: ${path}`);
        assert.deepEqual(ink.rest, [], `${kind}: ${path}`);
        assert.equal(ink.hidden, 0, `${kind}: ${path}`);
        assert.ok(await page.locator('h1').isVisible(), path);
      }
    });
  }
});

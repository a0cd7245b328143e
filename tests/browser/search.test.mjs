// 检索 — the real index of the bundled archive, asked in Chromium: from a server below a sub-path and by a double click. What is found
// is compared with a plain search through the pages' texts, folded by the same rule.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';
import { STRICT, launch, serve } from './chromium.mjs';
import { entries } from './fake.mjs';
import { ROOT, sites } from './site.mjs';

const { bundled } = sites();
const read = (path) => readFileSync(join(ROOT, 'src/search/js', path), 'utf8');
const { foldKey, readVariants } = new Function(`${read('fold.js')}${read('more/folded.js')}; return { foldKey, readVariants }`)();
const table = readVariants(/,"([^"]*)"\)\n$/.exec(bundled.text('search/variants.js'))[1]);
const fold = (text) => foldKey(text, table);
// No match runs over from one unit to the next; folding would drop the line ends.
const articles = entries(bundled.folder).map((a) => ({ ...a, units: a.text.split('\n').map(fold) }));
const having = (query) => articles.filter((a) => a.units.some((unit) => unit.includes(fold(query)))).map((a) => a.id).sort();

/** Substrings of one to seven characters, the same ones each time. */
function substrings(count) {
  let state = 11;
  const roll = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;
  const out = [];
  while (out.length < count) {
    const units = articles[roll(articles.length)].text.split('\n').map((unit) => Array.from(unit));
    const unit = units[roll(units.length)], from = roll(unit.length), query = unit.slice(from, from + 1 + roll(7)).join('');
    if (query.trim() === query && /^[^\s"“＂－-]\S*$/u.test(query)) out.push(query);
  }
  return out;
}

const QUERIES = ['的', '经济', '經濟', '记者', '記者', '不会有的词组甲乙丙', ...substrings(60)];

describe('真索引 (the real index)', { timeout: 240_000 }, () => {
  let browser, where;
  before(async () => {
    browser = await launch();
    where = await serve(bundled.folder, { prefix: '/x/y/', csp: STRICT });
  });
  after(() => Promise.all([browser.close(), where.close()]));

  const places = [['服务器', () => where.root], ['file://', () => `${pathToFileURL(bundled.folder)}/`]];
  for (const [name, root] of places) {
    test(`${name}：所得正是所有 (every query finds exactly what holds it)`, async () => {
      const page = await browser.newPage();
      await page.goto(`${root()}search.html`);
      for (const query of QUERIES) {
        const found = await page.evaluate((q) => dibaoSearch(q), query);
        assert.deepEqual(found.troubles, []);
        assert.deepEqual([...found.ids].sort(), having(query), query);
        assert.equal(found.total, found.ids.length);
      }
      await page.close();
    });

    test(`${name}：结果带上下文，通到所标之处 (results with snippets lead to the marked passage)`, async () => {
      const page = await browser.newPage();
      await page.goto(`${root()}search.html?q=${encodeURIComponent('记者')}`);
      await page.waitForSelector('html[data-search-state="done"]');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.searchTotal), String(having('记者').length));
      const marks = await page.locator('#results mark').allTextContents();
      assert.ok(marks.length >= Math.min(10, having('记者').length));
      assert.deepEqual([...new Set(marks.map(fold))], ['记者']);
      await page.locator('#results li[data-article-id] a').first().click();
      await page.waitForSelector('article[data-article-id] mark');
      assert.equal(fold(await page.locator('article mark').first().textContent()), '记者');
      await page.close();
    });
  }

  test('首次载入不过 10 KB (the first load is at most 10 KB, gzipped)', () => {
    const scripts = ['search/engine.js', 'search/manifest.js', 'assets/search.js'];
    const sizes = scripts.map((path) => gzipSync(bundled.text(path), { level: 6 }).length);
    assert.ok(sizes.reduce((a, b) => a + b) <= 10_000, `${sizes}`);
  });
});

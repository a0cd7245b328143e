// 标出所查 — a result opens its article at what was found: marks, their count, stepping, taking away, back and forward.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { STRICT, launch, serve, watch } from './chromium.mjs';
import { putFake } from './fake.mjs';
import { sites } from './site.mjs';

const { bundled } = sites();
const folder = mkdtempSync(join(tmpdir(), 'dibao-mark-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(bundled.folder, folder, { recursive: true });
const articles = putFake(folder);
const long = articles.filter((a) => a.text.split('记者').length > 1).sort((a, b) => b.text.length - a.text.length)[0];

/** A page like an article's, whose text runs over inline elements, line breaks and odd white space. */
const FIXED = 'a/fixed/1/fixed.html';
function fixed() {
  const page = readFileSync(join(folder, long.href), 'utf8');
  const body = `<div class="text">
<p data-lines="1">第一段说到深<a href="#x">化改</a>革，又说 深 化
改 革。ＡＢＣ公司与abc公司。</p>
<p data-lines="2">末字是深</p>
<p data-lines="7">經濟發展，经济发展。</p>
<p data-lines="3">化改革起头；哈哈哈哈。</p>
<p class="verse" data-lines="4">上句化<br>改下句</p>
<ul data-lines="5"><li>㈱店</li></ul>
<p id="x" data-lines="6">${'远处的一段。<br>'.repeat(120)}深化改革在末尾</p>
</div>
<footer class="record">深化改革不在正文</footer>`;
  return page.replace(/<div class="text">[^]*<\/article>/, `${body}</article>`);
}

describe('标出所查 marks in an article', { timeout: 120_000 }, () => {
  let browser;
  let where;
  before(async () => {
    cpSync(join(folder, 'a', long.href.split('/')[1]), join(folder, 'a/fixed'), { recursive: true });
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(folder, 'a/fixed/1'), { recursive: true });
    writeFileSync(join(folder, FIXED), fixed());
    browser = await launch();
    where = await serve(folder, { csp: STRICT });
  });
  after(() => Promise.all([browser.close(), where.close()]));

  async function open(t, address, { root = where.root, ...context } = {}) {
    const own = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
    t.after(() => own.close());
    const page = await own.newPage();
    page.log = watch(page, root);
    await page.goto(root + address);
    return page;
  }
  const hash = (...words) => `#${new URLSearchParams(words.map((w) => ['q', w]))}`;
  const marks = (page) => page.locator('article mark').allInnerTexts();
  const bar = (page) => page.locator('.marked');
  const said = (page, words) => page.waitForFunction((w) => document.querySelector('.marked p')?.textContent === w, words, { timeout: 3000 });

  test('没有词就什么也不做 (without words nothing is loaded and nothing changes)', async (t) => {
    for (const end of ['', '#main', '#q=', '#x']) {
      const page = await open(t, FIXED + end);
      await page.waitForTimeout(100);
      assert.ok(!page.log.requests.some((url) => url.includes('/search/')), end);
      assert.equal(await bar(page).count(), 0, end);
      assert.deepEqual(page.log.wrong, []);
    }
  });

  test('从结果点开，标出并滚到 (a result opens its article at the passage)', async (t) => {
    const page = await open(t, `search.html?q=${encodeURIComponent('"记者" 本')}`);
    await page.waitForSelector('html[data-search-state="done"]');
    const link = page.locator('#results h3 a').first();
    const [words, href] = [await page.evaluate(() => window.fake.calls.length), await link.getAttribute('href')];
    assert.ok(words > 0);
    assert.deepEqual(new URLSearchParams(href.split('#')[1]).getAll('q'), ['记者', '本']);
    await Promise.all([page.waitForNavigation(), link.click()]);
    await bar(page).waitFor();
    const found = await marks(page);
    assert.ok(found.includes('记者') && found.includes('本'), found.join());
    await page.waitForFunction(() => {
      const box = document.querySelector('article mark').getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    });
    assert.deepEqual(page.log.wrong, []);
  });

  test('跨行内元素、空白、全半角；不跨段；不在正文外 (over inline elements and white space, folded; not from one block to the next)', async (t) => {
    const page = await open(t, FIXED + hash('深化改革'));
    await said(page, '标出了“深化改革”，共 3 处');
    assert.deepEqual(await marks(page), ['深', '化改', '革', '深 化\n改 革'.replace('\n', ' '), '深化改革']);
    assert.equal(await page.locator('.record mark').count(), 0);
    assert.equal(await page.locator('p[data-lines="1"] a').innerText(), '化改');
    for (const [words, want, count] of [
      [['abc公司'], ['ＡＢＣ公司', 'abc公司'], 2],
      [['化改下'], ['化', '改下'], 1], // one block, over a line break
      [['株'], ['㈱'], 1],
      [['哈哈'], ['哈哈', '哈哈'], 2],
      [['一段', '第一段'], ['第一段', '一段'], 121],
      [['没有的词'], [], 0],
    ]) {
      await page.evaluate((h) => (location.hash = h), hash(...words));
      await said(page, count ? `标出了“${words.join(' ')}”，共 ${count} 处` : `本篇没有标出“${words.join(' ')}”`);
      assert.deepEqual((await marks(page)).slice(0, want.length), want);
      if (words[0] !== '一段') assert.equal((await marks(page)).length, want.length);
    }
    // In other characters too, once it is not there in those that were typed.
    assert.deepEqual(await page.evaluate(() => window.fake.calls), [{ table: true }]);
    await page.evaluate((h) => (location.hash = h), hash('发展', '發展'));
    await said(page, '标出了“发展 發展”，共 2 处');
    assert.deepEqual(await marks(page), ['發展', '发展']);
    assert.deepEqual(page.log.wrong, []);
  });

  test('简繁异体：原文没有所打的字才取大表 (the big table is loaded only when a word is not there as typed)', async (t) => {
    const page = await open(t, FIXED + hash('经济发展'));
    await said(page, '标出了“经济发展”，共 1 处');
    assert.deepEqual(await page.evaluate(() => window.fake.calls), []);
    await page.evaluate((h) => (location.hash = h), hash('经济發展'));
    await said(page, '标出了“经济發展”，共 1 处');
    assert.deepEqual(await marks(page), ['经济发展']);
  });

  test('键盘：上一处、下一处、去掉 (keyboard: step through, take away; the focus is kept)', async (t) => {
    const page = await open(t, FIXED + hash('深化改革'));
    await said(page, '标出了“深化改革”，共 3 处');
    const before = readFileSync(join(folder, FIXED), 'utf8');
    const next = bar(page).getByRole('button', { name: '下一处' });
    await next.focus();
    await page.keyboard.press('Enter');
    await said(page, '第 2 处，共 3 处');
    await page.keyboard.press('Enter');
    await said(page, '第 3 处，共 3 处');
    assert.ok(await next.evaluate((b) => b === document.activeElement));
    await page.waitForFunction(() => {
      const box = document.querySelector('mark[aria-current]').getBoundingClientRect();
      const top = document.querySelector('.marked').getBoundingClientRect().top;
      return box.top >= 0 && box.bottom <= top;
    });
    await page.keyboard.press('Enter');
    await said(page, '第 1 处，共 3 处');
    assert.equal(await page.locator('mark[aria-current]').count(), 3, 'the first place is of three pieces');
    await bar(page).getByRole('button', { name: '上一处' }).click();
    await said(page, '第 3 处，共 3 处');
    await bar(page).getByRole('button', { name: '去掉标记' }).click();
    assert.equal(await bar(page).count(), 0);
    assert.deepEqual(await marks(page), []);
    assert.equal(new URL(page.url()).hash, '');
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'h1');
    // The article is again what it was.
    const text = await page.locator('.text').innerHTML();
    assert.ok(before.includes(text), 'the text is not what it was');
    assert.ok(await page.locator('p[data-lines="2"]').evaluate((p) => p.childNodes.length === 1));
  });

  test('后退与前进 (back and forward; a plain anchor leaves the marks)', async (t) => {
    const page = await open(t, FIXED);
    await page.evaluate((h) => (location.hash = h), hash('哈哈'));
    await said(page, '标出了“哈哈”，共 2 处');
    await page.evaluate(() => (location.hash = 'x'));
    await page.waitForTimeout(50);
    assert.equal((await marks(page)).length, 2);
    await page.goBack();
    await page.goBack();
    await page.waitForFunction(() => !document.querySelector('mark'));
    await page.goForward();
    await said(page, '标出了“哈哈”，共 2 处');
  });

  test('没有索引也能读 (without the engine the article is there as ever)', async (t) => {
    const own = await browser.newContext();
    t.after(() => own.close());
    const page = await own.newPage();
    const errors = [];
    page.on('pageerror', (e) => errors.push(e.message));
    await page.route('**/search/engine.js', (route) => route.abort());
    await page.goto(where.root + FIXED + hash('深化改革'));
    await page.waitForTimeout(200);
    assert.deepEqual(errors, []);
    assert.deepEqual(await marks(page), []);
    assert.ok(await page.locator('.text p').first().isVisible());
  });

  test('双击打开也标；打印时没有那一条 (file://; on paper there is no bar)', async (t) => {
    const page = await open(t, FIXED + hash('哈哈'), { root: `${pathToFileURL(folder).href}/` });
    await said(page, '标出了“哈哈”，共 2 处');
    assert.ok(await bar(page).isVisible());
    await page.emulateMedia({ media: 'print' });
    assert.equal(await bar(page).isVisible(), false);
    assert.deepEqual(page.log.wrong, []);
  });

  test('无障碍与窄屏 (axe finds nothing; nothing runs off a phone)', async (t) => {
    const plain = await serve(folder);
    t.after(plain.close);
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(t, long.href + hash('记者'), { root: plain.root, colorScheme, viewport: { width: 320, height: 700 } });
      await bar(page).waitFor();
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join()}`), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    }
  });
});

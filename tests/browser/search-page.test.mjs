// 检索页 — what a reader sees of the search, with a small fake engine behind it: the address, the results, the filters,
// what is told when something goes wrong, and the keyboard. The index itself is tested where it is made.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { STRICT, launch, serve, watch } from './chromium.mjs';
import { putFake } from './fake.mjs';
import { sites } from './site.mjs';

const { bundled } = sites();
const folder = mkdtempSync(join(tmpdir(), 'dibao-search-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(bundled.folder, folder, { recursive: true });
/** Old issues too, so that years become decades; they have no pages. */
const old = [1931, 1932, 1958, 1984].map((year) => ({
  id: `old${year}`, href: 'about.html', title: '', publication: '旧报', publicationId: 'old', issue: `old/${year}`, date: `${year}`, year, page: '',
  regions: [], topics: [], text: '旧报记者从前写的一段旧话',
}));
const articles = putFake(folder, old);
const having = (word) => articles.filter((a) => a.text.replace(/\s/g, '').includes(word));

describe('检索页 search page', { timeout: 240_000 }, () => {
  let browser;
  let where;
  before(async () => {
    browser = await launch();
    where = await serve(folder, { csp: STRICT });
  });
  after(() => Promise.all([browser.close(), where.close()]));

  /** A page that shows the search; `fake` says how the engine behaves. */
  async function open(t, query, { fake, root = where.root, path = 'search.html', quiet = true, ...context } = {}) {
    const own = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
    t.after(() => own.close());
    const page = await own.newPage();
    const log = watch(page, root);
    if (quiet) t.after(() => assert.deepEqual(log.wrong, []));
    if (fake) await page.addInitScript((f) => (window.fake = f), fake);
    await page.goto(`${root}${path}${query ? `?${new URLSearchParams(query)}` : ''}`);
    return page;
  }

  /** Waits until the search is as said, and tells how many it found. */
  async function done(page, state = 'done') {
    await page.waitForSelector(`html[data-search-state="${state}"]`, { timeout: 5000 });
    return Number(await page.evaluate(() => document.documentElement.dataset.searchTotal));
  }
  const asked = (page) => Object.fromEntries(new URL(page.url()).searchParams);
  const shown = (page) => page.locator('#results > li[data-article-id]');
  const said = (page) => page.locator('#said').innerText();
  const calls = (page, kind) => page.evaluate((k) => window.fake.calls.filter((c) => k in c), kind);
  const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim());

  test('首次载入不过大 (the page\'s first script is 3 KB at most, gzipped)', () => {
    assert.ok(gzipSync(bundled.text('assets/search.js'), { level: 9 }).length <= 3000);
    assert.ok(gzipSync(bundled.text('assets/aside.js'), { level: 9 }).length <= 3000);
    assert.ok(gzipSync(bundled.text('assets/mark.js'), { level: 9 }).length <= 3000);
  });

  test('地址里的词一载入就查 (the address runs on load; each result has title, snippet, date and its id)', async (t) => {
    const page = await open(t, { q: '记者' });
    const want = having('记者');
    assert.equal(await done(page), want.length);
    assert.equal(await said(page), `找到 ${want.length} 篇，已列出 10 篇`);
    assert.equal(await page.inputValue('#q'), '记者');
    assert.match(await page.title(), /^记者 - 检索 - /);
    const ids = await shown(page).evaluateAll((all) => all.map((li) => li.dataset.articleId));
    assert.deepEqual(ids, want.slice(0, 10).map((a) => a.id));
    const first = shown(page).first();
    assert.equal(await first.locator('h3 a').innerText(), want[0].title);
    assert.equal(await first.locator('mark').innerText(), '记者');
    assert.ok((await first.locator('.imprint').innerText()).includes(want[0].publication));
    assert.deepEqual(await calls(page, 'counts'), [], 'counts were asked for, though no filter is open');
  });

  test('没有词时什么也不查 (without words nothing runs)', async (t) => {
    const page = await open(t);
    assert.deepEqual(await calls(page, 'find'), []);
    assert.equal(await page.locator('#found').isVisible(), false);
    assert.ok(!(await page.locator('html').getAttribute('data-search-state')));
    // The bars' script waits for a search.
    assert.equal(await page.locator('script[src*="aside.js"]').count(), 0);
  });

  test('键盘：输入、回车、更多，焦点不丢 (keyboard only: type, Enter, ten more; focus is kept)', async (t) => {
    const page = await open(t);
    await page.focus('#q');
    await page.keyboard.type('本报讯');
    await page.keyboard.press('Enter');
    const total = await done(page);
    assert.ok(total > 20, `${total}`);
    assert.deepEqual(asked(page), { q: '本报讯' });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
    await page.focus('#more');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('#results > li').length === 20);
    assert.equal(await focused(page), (await shown(page).nth(10).locator('a').innerText()).trim());
    assert.equal(asked(page).shown, '20');
    assert.equal(await said(page), `找到 ${total} 篇，已列出 20 篇`);
    while (await page.locator('#more').isVisible()) {
      const k = await shown(page).count();
      await page.focus('#more');
      await page.keyboard.press('Enter');
      await page.waitForFunction((n) => document.querySelectorAll('#results > li').length > n, k);
    }
    assert.equal(await shown(page).count(), total);
    assert.equal(await said(page), `找到 ${total} 篇`);
    assert.notEqual(await focused(page), '', 'the focus fell to the page when the last were shown');
    // The address holds how many are shown.
    await page.reload();
    await done(page);
    assert.equal(await shown(page).count(), Math.min(total, Number(asked(page).shown)));
  });

  test('后退与前进 (back and forward go from search to search)', async (t) => {
    const page = await open(t, { q: '记者' });
    const one = await done(page);
    await page.fill('#q', '水库');
    await page.press('#q', 'Enter');
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal !== `${n}`, one);
    const two = await done(page);
    assert.notEqual(one, two);
    await page.goBack();
    assert.equal(await done(page), one);
    assert.equal(await page.inputValue('#q'), '记者');
    await page.goForward();
    assert.equal(await done(page), two);
    assert.equal(await page.inputValue('#q'), '水库');
    // A link within the page is no other search.
    const before = (await calls(page, 'find')).length;
    await page.evaluate(() => (location.hash = 'main'));
    await page.waitForTimeout(50);
    assert.equal((await calls(page, 'find')).length, before);
  });

  test('筛选打开时才数，数与选择都对 (filters: counted when opened, filled with true counts, kept in the address)', async (t) => {
    const page = await open(t, { q: '记者' });
    await done(page);
    await page.click('#filters > summary');
    await page.waitForFunction(() => document.querySelector('#region').options.length > 2);
    assert.equal((await calls(page, 'counts')).length, 3);
    const options = await page.locator('#publication option').allInnerTexts();
    assert.equal(options[0], '全部');
    const minyuan = having('记者').filter((a) => a.publicationId === 'minyuan');
    assert.ok(options.includes(`${minyuan[0].publication}（${minyuan.length}）`), options.join());
    await page.selectOption('#publication', 'minyuan');
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal === `${n}`, minyuan.length);
    assert.deepEqual(asked(page), { q: '记者', publication: 'minyuan' });
    await page.selectOption('#sort', 'newest');
    await page.waitForURL(/sort=newest/);
    await done(page);
    assert.equal((await calls(page, 'find')).at(-1).options.sort, 'newest');
    // Loaded anew, the panel is open and says what is chosen, in words.
    await page.reload();
    assert.equal(await done(page), minyuan.length);
    assert.ok(await page.locator('#publication').isVisible());
    assert.match(await page.locator('#publication option:checked').innerText(), /^\D+（\d+）$/);
    assert.equal(await page.inputValue('#sort'), 'newest');
    // A value that the counts do not know is kept all the same.
    await page.goto(`${where.root}search.html?q=${encodeURIComponent('记者')}&region=999999`);
    assert.equal(await done(page), 0);
    assert.equal(await page.inputValue('#region'), '999999');
    await page.getByRole('link', { name: '去掉筛选' }).click();
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal === `${n}`, having('记者').length);
    assert.deepEqual(asked(page), { q: '记者' });
  });

  test('只在一期里，可以去掉 (inside one issue, and out again)', async (t) => {
    const issue = having('记者').find((a) => a.publicationId === 'minyuan').issue;
    const page = await open(t, { q: '记者', issue });
    assert.equal(await done(page), having('记者').filter((a) => a.issue === issue).length);
    assert.equal(await page.locator('#within a').getAttribute('href'), `issues/${issue}.html`);
    await page.uncheck('input[name=issue]');
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal === `${n}`, having('记者').length);
    assert.deepEqual(asked(page), { q: '记者' });
    assert.equal(await page.locator('#within').isVisible(), false);
  });

  test('各年的条是筛选，键盘可用，表里是同样的数 (bars by year: a filter, by keyboard too, with the same figures in a table)', async (t) => {
    const page = await open(t, { q: '旧' });
    const total = await done(page);
    // From 1931 to 2024: decades.
    const bar = page.locator('#years svg').first().getByRole('link', { name: '1930年代，2 篇' });
    await bar.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.documentElement.dataset.searchTotal === '2');
    await done(page);
    assert.deepEqual(asked(page), { q: '旧', from: '1930', to: '1939' });
    assert.equal(await focused(page), '1930年代，2 篇', 'the focus did not stay on the bar');
    assert.equal(await bar.getAttribute('aria-current'), 'true');
    // The years of the decade have bars of their own; the rest is still to be seen.
    assert.equal(await page.locator('#years svg').count(), 2);
    await page.locator('#years svg').nth(1).getByRole('link', { name: '1931年，1 篇' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.searchTotal === '1');
    assert.deepEqual(asked(page), { q: '旧', from: '1931', to: '1931' });
    await page.getByRole('link', { name: '不限年份' }).click();
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal === `${n}`, total);
    await page.locator('#years summary').click();
    const rows = await page.locator('#years tbody tr').allInnerTexts();
    const counted = new Map();
    for (const a of having('旧')) counted.set(a.year, (counted.get(a.year) ?? 0) + 1);
    const want = [...counted].filter(([y]) => y).sort((a, b) => a[0] - b[0]).map(([y, n]) => `${y}年\t${n}`);
    assert.deepEqual(rows, want);
    await page.getByRole('link', { name: '1958年', exact: true }).click();
    await page.waitForFunction(() => document.documentElement.dataset.searchTotal === '1');
  });

  test('什么也没有时：是不是要找、容错，分开标明 (nothing found: suggestions and the tolerant search, never mixed)', async (t) => {
    const word = '市图书棺';
    assert.equal(having(word).length, 0);
    const page = await open(t, { q: word });
    assert.equal(await done(page), 0);
    assert.equal(await said(page), '没有找到');
    await page.getByRole('link', { name: /^容错检索/ }).click();
    await page.waitForURL(/tolerant=1/);
    await done(page);
    assert.match(await page.locator('#hints').innerText(), /容错结果：以下各篇没有所查的字样/);
    assert.equal((await calls(page, 'find')).at(-1).options.tolerant, true);
    await page.getByRole('link', { name: '回到精确检索' }).click();
    assert.equal(await done(page), 0);
    assert.deepEqual(asked(page), { q: word });
    // One character off: what does occur is offered.
    await page.goto(`${where.root}search.html?q=${encodeURIComponent('图书棺')}`);
    await done(page);
    assert.match(await page.locator('#hints').innerText(), /是不是要找：/);
    const offer = page.locator('#hints').getByRole('link', { name: '图书馆' });
    await offer.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal === `${n}`, having('图书馆').length);
    await done(page);
    assert.equal(await focused(page), '检索结果', 'the focus fell to the page when the offer was gone');
    // Of several words the longest is put right; the others stay.
    await page.goto(`${where.root}search.html?q=${encodeURIComponent('"图书棺" 的 -没有的')}`);
    await done(page);
    assert.equal(await page.locator('#hints').getByRole('link', { name: '图书馆' }).getAttribute('href'), `?${new URLSearchParams({ q: '"图书馆" 的 -没有的' })}`);
    // Other words are looked for exactly.
    await page.goto(`${where.root}search.html?q=${encodeURIComponent(word)}&tolerant=1`);
    await done(page);
    await page.fill('#q', '记者');
    await page.press('#q', 'Enter');
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal === `${n}`, having('记者').length);
    assert.deepEqual(asked(page), { q: '记者' });
  });

  test('索引缺损直说，仍给出能给的 (troubles are told in words, with what could be had)', async (t) => {
    const fake = { troubles: [{ code: 'missing', path: 'search/b3/12.js' }, { code: 'outdated', path: 'search/b4/1.js' }], ignored: ['""'] };
    const page = await open(t, { q: '记者' }, { fake });
    assert.equal(await done(page), having('记者').length);
    const told = await said(page);
    assert.match(told, /^找到 \d+ 篇，已列出 10 篇。索引缺了一部分（search\/b3\/12\.js），结果可能不全。.*请重新载入本页$/);
    assert.match(await page.locator('#hints').innerText(), /这些没有用上：""/);
  });

  test('缺了几篇也不重复 (articles that cannot be had are left out, and none is shown twice)', async (t) => {
    const want = having('记者').map((a) => a.id);
    const lost = [want[0], want[3], want[12]];
    const page = await open(t, { q: '记者', publication: '' }, { fake: { lost, nameless: true } });
    await done(page);
    assert.equal(await shown(page).count(), 8);
    await page.click('#filters > summary');
    for (let n = 20; n < want.length + 10; n += 10) {
      const k = await shown(page).count();
      await page.click('#more');
      await page.waitForFunction((before) => document.querySelectorAll('#results > li').length > before, k);
    }
    const ids = await shown(page).evaluateAll((all) => all.map((li) => li.dataset.articleId));
    assert.deepEqual(ids, want.filter((id) => !lost.includes(id)));
    assert.equal(await page.locator('#more').isVisible(), false);
    assert.deepEqual(await page.locator('#region option').allInnerTexts(), ['全部']);
  });

  test('检索失败说明原因 (a search that fails says why, and the next one works)', async (t) => {
    const page = await open(t, { q: '水' }, { fake: { fails: { 水: 'search/x.js' } } });
    await done(page, 'failed');
    assert.equal(await said(page), '检索没有做成：search/x.js。请按目录查找。');
    assert.equal(await page.locator('#found').isVisible(), false);
    await page.fill('#q', '记者');
    await page.press('#q', 'Enter');
    assert.equal(await done(page), having('记者').length);
    // A trouble with a part of the index that nothing can be had without.
    await page.evaluate(() => (window.fake.fails = { 山: { code: 'corrupt', path: 'search/manifest.js' } }));
    await page.fill('#q', '山');
    await page.press('#q', 'Enter');
    await done(page, 'failed');
    assert.match(await said(page), /索引有一部分坏了（search\/manifest\.js）/);
  });

  test('没有索引也不空白 (no index at all: said, with the directories beside it)', async (t) => {
    const own = await browser.newContext();
    t.after(() => own.close());
    const page = await own.newPage();
    await page.route('**/search/*.js', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${where.root}search.html?q=${encodeURIComponent('水')}`);
    await done(page, 'failed');
    assert.match(await said(page), /检索索引不在/);
    assert.ok(await page.locator('main .chips a[href="regions/index.html"]').isVisible());
  });

  test('后来的检索胜过先前的 (a later search wins over an earlier one that still loads)', async (t) => {
    const page = await open(t, { q: '记者' }, { fake: { delays: { 记者: 600, 'page 水库': 0 } } });
    await page.waitForSelector('html[data-search-state="working"]');
    assert.equal(await said(page), '正在检索……');
    await page.fill('#q', '水库');
    await page.press('#q', 'Enter');
    assert.equal(await done(page), having('水库').length);
    await page.waitForTimeout(900);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.searchTotal), `${having('水库').length}`);
    assert.ok((await shown(page).first().innerText()).includes('水库'));
  });

  test('迟来的更多与计数也不算 (late pages and counts of an earlier search are dropped, too)', async (t) => {
    const page = await open(t, { q: '记者' }, { fake: { delays: { counts: 500 } } });
    await done(page);
    await page.click('#filters > summary');
    await page.evaluate(() => (window.fake.delays['page 记者'] = 500));
    await page.click('#more');
    await page.fill('#q', '旧话');
    await page.press('#q', 'Enter');
    await page.waitForFunction(() => document.documentElement.dataset.searchTotal === '4');
    await page.waitForTimeout(900);
    assert.equal(await shown(page).count(), 4);
    assert.deepEqual(await page.locator('#publication option').allInnerTexts(), ['全部', '旧报（4）']);
  });

  test('活动区一开始就在 (the live region is there from the start and is polite)', async (t) => {
    const page = await open(t);
    const region = page.locator('[role=status]');
    assert.equal(await region.count(), 1);
    assert.equal(await region.evaluate((e) => e.closest('[hidden]')), null);
    const handle = await region.elementHandle();
    await page.fill('#q', '记者');
    await page.press('#q', 'Enter');
    await done(page);
    assert.match(await handle.innerText(), /^找到/, 'another element tells now');
  });

  test('词里的标记只是文字 (mark-up in words and titles is text)', async (t) => {
    const page = await open(t, { q: '<img src=x onerror=alert(1)>', region: '"><b>' });
    assert.equal(await done(page), 0);
    assert.equal(await page.locator('main img, main b').count(), 0);
    assert.equal(await page.inputValue('#q'), '<img src=x onerror=alert(1)>');
  });

  test('修饰键照常开新标签 (a click with Ctrl is the browser\'s)', async (t) => {
    const page = await open(t, { q: '旧' });
    await done(page);
    const before = page.url();
    const popup = page.context().waitForEvent('page');
    await page.locator('#years svg a').first().click({ modifiers: ['Control'] });
    const other = await popup;
    assert.equal(page.url(), before);
    await other.waitForLoadState();
    assert.match(other.url(), /from=1930/);
  });

  test('从首页和各页的检索框来 (forms of the home page and of an issue, a region, a publication, a topic, a year)', async (t) => {
    const region = articles.find((a) => a.regions.length > 0).regions[0][0];
    const topic = articles.find((a) => a.topics.length > 0).topics[0][0];
    const issue = articles.find((a) => a.publicationId === 'minyuan').issue;
    for (const [path, filters, field] of [
      ['index.html', {}, undefined],
      [`issues/${issue}.html`, { issue }, 'issue'],
      ['issues/minyuan/index.html', { publication: 'minyuan' }, 'publicationId'],
      [`regions/${region}.html`, { region }, 'regions'],
      [`topics/${topic}.html`, { topic }, 'topics'],
      ['years/2024.html', { from: '2024', to: '2024' }, 'year'],
    ]) {
      const page = await open(t, undefined, { path });
      await page.fill('form.seek input[name=q]', '记者');
      await page.press('form.seek input[name=q]', 'Enter');
      await page.waitForURL(/search\.html\?/);
      const value = Object.values(filters)[0];
      const inside = (a) => !field || [a[field]].flat(2).map(String).includes(value);
      assert.equal(await done(page), having('记者').filter(inside).length, path);
      assert.deepEqual(asked(page), { ...filters, q: '记者' }, path);
    }
  });

  test('没有脚本时说明，并给出目录 (without script the page says so and leads to the directories)', async (t) => {
    const page = await open(t, { q: '水' }, { javaScriptEnabled: false });
    assert.ok(await page.locator('noscript p', { hasText: '这个浏览器没有运行脚本' }).isVisible());
    assert.equal(await page.locator('form').isVisible(), false);
    for (const to of ['regions/index.html', 'issues/index.html', 'topics/index.html', 'people/index.html', 'years/index.html']) {
      assert.ok(await page.locator(`main .chips a[href="${to}"]`).isVisible(), to);
    }
  });

  test('双击打开也一样 (file://: the address, back and the bars work)', async (t) => {
    const root = `${pathToFileURL(folder).href}/`;
    const page = await open(t, { q: '旧' }, { root });
    const total = await done(page);
    assert.equal(total, having('旧').length);
    await page.locator('#years svg a').first().click();
    await page.waitForFunction(() => document.documentElement.dataset.searchTotal === '2');
    assert.deepEqual(asked(page), { q: '旧', from: '1930', to: '1939' });
    await page.goBack();
    await page.waitForFunction((n) => document.documentElement.dataset.searchTotal === `${n}`, total);
  });

  test('地址改不了时整页转去 (where a browser lets no page change its address, the page is loaded anew)', async (t) => {
    const page = await open(t, { q: '旧' });
    await done(page);
    await page.evaluate(() => {
      history.pushState = history.replaceState = () => {
        throw new DOMException('not here', 'SecurityError');
      };
    });
    await Promise.all([page.waitForNavigation(), page.locator('#years svg a').first().click()]);
    assert.equal(await done(page), 2);
    assert.deepEqual(asked(page), { q: '旧', from: '1930', to: '1939' });
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`无障碍 (axe finds nothing: results, open filters, nothing found, failed, ${colorScheme})`, async (t) => {
      for (const [query, fake, state] of [
        [{ q: '旧', from: '1930', to: '1939' }, {}, 'done'],
        [{ q: '图书棺' }, { troubles: [{ code: 'corrupt', path: 'x' }] }, 'done'],
        [{ q: '水' }, { fails: { 水: 'x' } }, 'failed'],
      ]) {
        // axe runs as an evaluated script: the policy is not for it.
        const plain = await serve(folder);
        t.after(plain.close);
        const page = await open(t, query, { fake, colorScheme, root: plain.root });
        await done(page, state);
        await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join()}`), [], JSON.stringify(query));
      }
    });
  }

  test('手机上不横向滚动，打印只有结果 (no sideways scrolling at 320 px; on paper there are the results alone)', async (t) => {
    const page = await open(t, { q: '旧', from: '1930', to: '1939' }, { viewport: { width: 320, height: 700 } });
    await done(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    const narrow = await page.locator('#found a, #search button, #search summary').evaluateAll((all) => all.filter((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().height < 23.5).map((e) => e.outerHTML.slice(0, 120)));
    assert.deepEqual(narrow, []);
    await page.emulateMedia({ media: 'print' });
    for (const part of ['#search button', '#sort', '#filters', '#more']) assert.equal(await page.locator(part).first().isVisible(), false, part);
    assert.ok(await page.locator('#q').isVisible(), 'the paper does not say what was looked for');
    assert.ok(await shown(page).first().isVisible());
  });
});

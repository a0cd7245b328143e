// 安全 — source text is text (law 7): nothing of a source runs where a host sets no policy, and a strict policy finds
// nothing to refuse.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { STRICT, launch, serve, watch } from './chromium.mjs';
import { BASE, LONG_TITLE } from './hostile.mjs';
import { sites } from './site.mjs';

const { all, hostile } = sites();
describe('安全 safety', { timeout: 120_000 }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  /** What the browser made of a page: elements that no theme writes, and attributes that run or style. */
  function foreign() {
    const out = [];
    for (const element of document.querySelectorAll('*')) {
      const name = element.localName;
      // A drawing of ours: named, of plain shapes, and never on the page of an article.
      const shapes = [...element.querySelectorAll('*')].every((e) => /^(title|desc|g|a|rect|path|text)$/.test(e.localName));
      const drawn = name === 'svg' && element.hasAttribute('aria-labelledby') && shapes;
      if (drawn && !document.querySelector('[data-article-id]:is(article)')) continue;
      // The forms that ask the search page, on pages that are no article's; a source has no part in them.
      const search = location.pathname.endsWith('/search.html');
      const asks = /^(form|input|button)$/.test(name) && element.closest('form')?.getAttribute('action').endsWith('search.html');
      if (asks && !document.querySelector('[data-article-id]:is(article)')) continue;
      if (name === 'template' && search && element.id === 'result') continue;
      if (/^(iframe|object|embed|base|form|input|img|svg|math|style|template|b|i|font|video|audio)$/.test(name)) out.push(name);
      const own = name === 'script' && /\/(search\/\w+|assets\/(mark|search))\.js$/.test(element.src);
      if (name === 'script' && !own && element.type !== (search ? 'application/json' : 'application/ld+json')) out.push(name);
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^style$/.test(attribute)) out.push(`${name} ${attribute}`);
        const goes = attribute !== 'content' || element.hasAttribute('http-equiv');
        if (goes && /^(href|src|action|content)$/.test(attribute) && value !== 'data:,' && /^\s*(javascript|data|vbscript):/i.test(value)) out.push(`${name} ${value}`);
      }
    }
    return out;
  }

  test('恶意来源的每一页：没有脚本运行，没有请求外出 (no page of the hostile archive runs or asks for anything)', async () => {
    const where = await serve(hostile.folder);
    const page = await browser.newPage();
    const log = watch(page, where.root);
    const moved = hostile.samples().get('moved');
    for (const path of hostile.pages) {
      await page.goto(where.root + path);
      // A moved article's page goes on by itself: what arrives is looked at.
      if (path === moved) await page.waitForURL((url) => !url.pathname.endsWith(moved));
      assert.deepEqual(await page.evaluate(foreign), [], path);
      assert.ok((await page.locator('main').innerText()).trim().length > 0, path);
    }
    assert.deepEqual(log.wrong, []);
    await page.close();
    await where.close();
  });

  test('恶意的文字原样可读 (what the hostile sources say can be read, letter by letter)', async () => {
    const where = await serve(hostile.folder);
    const page = await browser.newPage();
    const told = [];
    for (const path of hostile.pages.filter((p) => hostile.text(p).includes('data-article-id'))) {
      await page.goto(where.root + path);
      told.push(await page.locator('main').innerText());
    }
    const text = told.join('\n');
    for (const words of [
      "<script>alert('pwned')</script>",
      '<img src=x onerror="alert(\'pwned\')">',
      '<base href="https://evil.example/">',
      '{{ page.title }} {% raw %} {% include "x" %} {# 注 #} <!-- 注 --> --> ]]> <![CDATA[ x ]]>',
      '</article></main></body></html>',
      'خبر عاجل من المدينة',
      '😀👨‍👩‍👧‍👦🏳️‍🌈',
    ]) {
      assert.ok(text.includes(words), `not shown: ${words}`);
    }
    await page.close();
    await where.close();
  });

  test('严格的内容安全策略下无一违规 (a strict Content-Security-Policy refuses nothing)', async () => {
    for (const site of all) {
      const where = await serve(site.folder, { csp: STRICT });
      const page = await browser.newPage();
      const log = watch(page, where.root);
      for (const [kind, path] of site.samples()) {
        await page.goto(where.root + path);
        // It goes on to an article by itself, which is watched too.
        if (kind === 'moved') await page.waitForURL((url) => !url.pathname.endsWith(path));
        assert.deepEqual(log.wrong, [], `${site.name}: ${kind}: ${path}`);
        const styled = await page.evaluate(() => getComputedStyle(document.querySelector('h1')).fontWeight);
        if (kind !== '404') assert.ok(Number(styled) >= 600, `${path}: the style sheet did not apply`);
      }
      await page.close();
      await where.close();
    }
  });

  test('策略真的在起作用 (the policy is really in force: a page with an inline script breaks it)', async () => {
    const where = await serve(hostile.folder, { csp: STRICT });
    const page = await browser.newPage();
    const log = watch(page, where.root);
    await page.route('**/about.html', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('</main>', '<p style="color:red">x</p><script>1</script></main>') });
    });
    await page.goto(`${where.root}about.html`);
    assert.equal(log.wrong.filter((line) => /Content Security Policy/i.test(line)).length, 2, log.wrong.join('\n'));
    await page.close();
    await where.close();
  });

  test('订阅源和站点地图是合格的 XML (feed and sitemap parse as XML, hostile titles in them)', async () => {
    const page = await browser.newPage();
    const parse = (text) =>
      page.evaluate((xml) => {
        const parsed = new DOMParser().parseFromString(xml, 'application/xml');
        const first = (name) => [...parsed.getElementsByTagName(name)].map((e) => e.textContent);
        return { error: parsed.querySelector('parsererror')?.textContent, titles: first('title'), updated: first('updated'), ids: first('id') };
      }, text);
    const files = hostile.files.filter((path) => path.endsWith('.xml'));
    assert.ok(files.length >= 3);
    for (const path of files) assert.equal((await parse(hostile.text(path))).error, undefined, path);
    const feed = await parse(hostile.text('feed.xml'));
    assert.ok(feed.titles.length > 3 && feed.titles.every((title) => title.length > 0));
    assert.ok(feed.titles[0].includes('</title><script>'));
    assert.ok(feed.updated.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(time)));
    assert.equal(new Set(feed.ids).size, feed.ids.length);
    assert.ok(feed.ids.every((id) => id.startsWith(BASE)));
    await page.close();
  });

  test('校订里的恶意文字也只是文字 (hostile words in corrections are words, too)', () => {
    const rows = hostile.files.filter((path) => path.startsWith('data/')).flatMap((path) => hostile.text(path).trim().split('\n').map((l) => JSON.parse(l)));
    assert.ok(rows.some((row) => row.title === LONG_TITLE), 'no article has the corrected title');
    assert.ok(rows.some((row) => row.authors.some((name) => name.includes('onmouseover'))));
    assert.ok(rows.some((row) => row.column?.startsWith('javascript:')));
  });

  test('未开放的篇目处处不见 (a withheld article is absent everywhere)', () => {
    assert.ok(hostile.samples().has('withheld'), 'its address says nothing');
    for (const path of hostile.files) assert.ok(!/密文不可见|不公开的题目/.test(hostile.text(path)), path);
  });
});

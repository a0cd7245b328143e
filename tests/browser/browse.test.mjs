// 浏览 — a reader in a real Chromium: from a server, from below a path, and by double-clicking index.html; with and
// without JavaScript (law 6).

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, serve, watch } from './chromium.mjs';
import { sites } from './site.mjs';

const { bundled, hostile } = sites();
describe('浏览 browse', { timeout: 240_000 }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  /** The ways in which a site can stand somewhere: each gives the address of its root. */
  const PLACES = {
    '网站根目录 server': (folder) => serve(folder),
    '子路径 sub-path /x/y/': (folder) => serve(folder, { prefix: '/x/y/' }),
    '文件 file://': async (folder) => ({ root: `${pathToFileURL(folder).href}/`, close() {} }),
  };

  async function heading(page) {
    const h1 = page.locator('h1');
    assert.equal(await h1.count(), 1, page.url());
    const text = (await h1.innerText()).trim();
    assert.ok(text.length > 0 && (await h1.isVisible()), page.url());
    assert.ok((await page.title()).trim().length > 0, page.url());
    return text;
  }

  /** Clicks the link and waits for the page. */
  async function follow(page, link) {
    assert.ok(await link.isVisible(), `${page.url()}: the link cannot be seen`);
    const name = (await link.innerText()).trim();
    await Promise.all([page.waitForNavigation(), link.click()]);
    return name;
  }

  for (const [place, stand] of Object.entries(PLACES)) {
    for (const javaScriptEnabled of [true, false]) {
      for (const site of [bundled, hostile]) {
        test(`浏览 browse: ${site.name}, ${place}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
          const where = await stand(site.folder);
          const context = await browser.newContext({ javaScriptEnabled });
          const page = await context.newPage();
          const log = watch(page, where.root);
          await page.goto(`${where.root}index.html`);
          const home = await heading(page);

          await follow(page, page.locator('.latest h3 a').first());
          assert.match(page.url(), /\/issues\/[^/]+\/[^/]+\.html$/);
          const issue = [page.url(), await heading(page)];

          const name = await follow(page, page.locator('main a[href*="/a/"]').first());
          assert.ok(page.url().startsWith(`${where.root}a/`));
          assert.equal(await page.locator('article[data-article-id]').count(), 1);
          assert.equal(await heading(page), name);
          assert.ok((await page.locator('.text p').first().innerText()).length > 0);
          const article = page.url();

          await follow(page, page.locator('.record a[href*="/regions/"]').last());
          assert.match(page.url(), /\/regions\/\d{6}\.html$/);
          await heading(page);
          const key = article.split('/').at(-1);
          assert.ok((await page.locator(`main a[href$="${key}"]`).count()) > 0, `${page.url()} does not list ${key}`);

          await page.goBack();
          assert.equal(page.url(), article);
          await page.goBack();
          assert.deepEqual([page.url(), await heading(page)], issue);
          await follow(page, page.locator('.masthead .name a'));
          assert.equal(await heading(page), home);

          // Each section of the navigation, from a page that is in a folder.
          const sections = await page.locator('.sections a').count();
          assert.ok(sections >= 8);
          for (let n = 0; n < sections; n += 1) {
            await follow(page, page.locator('.sections a').nth(n));
            await heading(page);
            assert.equal(await page.locator('.sections a[aria-current]').count(), 1, page.url());
          }

          assert.deepEqual(log.wrong, []);
          const strays = (where.asked ?? []).filter((url) => !where.origin.concat(url).startsWith(where.root));
          assert.deepEqual(strays, [], 'asked the server for something outside the site');
          // The theme is really there: a page without its style sheet is not what readers should see.
          assert.ok(log.requests.some((url) => url.endsWith('/assets/style.css')));
          await context.close();
          await where.close();
        });
      }
    }
  }

  describe('旧地址与不存在的地址 former and unknown addresses', () => {
    test('搬走的篇目转到新地址 (a moved article leads to its new address, without JavaScript too)', async () => {
      const where = await serve(hostile.folder, { prefix: '/x/y/' });
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      const log = watch(page, where.root);
      await page.goto(where.root + hostile.samples().get('moved'));
      await page.waitForURL((url) => !url.pathname.endsWith('22222222.html'), { timeout: 5000 });
      assert.equal(await page.locator('article[data-article-id]').count(), 1);
      assert.deepEqual(log.wrong, []);
      await context.close();
      await where.close();
    });

    test('404 页在任何深度都能看，只请求自己 (404.html works at any depth and asks for nothing else)', async () => {
      for (const site of [bundled, hostile]) {
        const where = await serve(site.folder);
        const page = await browser.newPage();
        const log = watch(page, where.root);
        const response = await page.goto(`${where.root}a/deep/er/nothing.html`);
        assert.equal(response.status(), 404);
        await heading(page);
        await page.waitForLoadState('networkidle');
        assert.deepEqual(where.asked, ['/a/deep/er/nothing.html']);
        assert.deepEqual(log.requests, [`${where.root}a/deep/er/nothing.html`]);
        await page.close();
        await where.close();
      }
    });
  });

  test('键盘：第一个 Tab 是跳到正文 (keyboard: the first Tab shows the skip link, and it leads to the text)', async () => {
    const where = await serve(bundled.folder);
    const page = await browser.newPage();
    await page.goto(where.root + bundled.samples().get('article'));
    await page.keyboard.press('Tab');
    const skip = page.locator('a.skip');
    assert.ok(await skip.evaluate((a) => a === document.activeElement));
    const box = await skip.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0, 'the skip link is off the screen');
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#main$/);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
    await page.close();
    await where.close();
  });
});

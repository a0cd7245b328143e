// 无障碍 — axe-core finds nothing on one page of each kind, by day and by night.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { after, before, describe, test } from 'node:test';
import { launch, serve } from './chromium.mjs';
import { KINDS, sites } from './site.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const { all, bundled, hostile } = sites();

test('每一种页面都有样本 (the two archives have a page of every kind)', () => {
  const missing = [...KINDS.keys()].filter((kind) => !bundled.samples().has(kind) && !hostile.samples().has(kind));
  assert.deepEqual(missing, []);
});

describe('无障碍 accessibility', { timeout: 240_000 }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  for (const site of all) {
    for (const colorScheme of ['light', 'dark']) {
      test(`axe 无所发现 (axe finds nothing): ${site.name}, ${colorScheme}`, async (t) => {
        const where = await serve(site.folder);
        t.after(where.close);
        const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
        t.after(() => context.close());
        const page = await context.newPage();
        // What moves on at once can't be examined: the page is looked at without its refresh.
        await page.route('**/22222222.html', async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: (await response.text()).replace(/<meta http-equiv="refresh"[^>]*>/, '') });
        });
        const wrong = [];
        const done = new Set();
        for (const [kind, path] of site.samples()) {
          if (done.has(path)) continue;
          done.add(path);
          await page.goto(where.root + path);
          // What a reader can open is open.
          await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
          const dark = await page.evaluate(() => {
            const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).map(Number);
            return r + g + b < 200;
          });
          if (kind !== '404') assert.equal(dark, colorScheme === 'dark', `${path} is not ${colorScheme}`);
          await page.evaluate(axe.source);
          const { violations, passes } = await page.evaluate(
            (tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
            TAGS,
          );
          assert.ok(passes.length > 5, `${path}: axe looked at nothing`);
          for (const v of violations) {
            const nodes = v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')}: ${n.failureSummary.split('\n').slice(1).join(' ').trim()}`);
            wrong.push(`${kind}: ${path}: ${v.id} (${v.impact}, ${v.nodes.length}×): ${nodes.join(' | ')}`);
          }
        }
        assert.ok(done.size >= 15);
        assert.equal(wrong.length, 0, `${wrong.length} findings:\n${wrong.join('\n')}`);
      });
    }
  }
});

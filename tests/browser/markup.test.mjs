// 标记 — every page is valid HTML, holds no script of its own, and none of a source's (law 7).

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { tags } from './html.mjs';
import { sites } from './site.mjs';

const validator = (rules) =>
  new HtmlValidate({ root: true, extends: ['html-validate:recommended', 'html-validate:standard'], rules });

/** Rules that don't hold for a site, each with the reason. */
const EXCEPTIONS = {
  'content/': {},
  // The hostile archive's own title is longer than the rule allows (it counts `&lt;` as four), and it is in every title.
  hostile: { 'long-title': 'off' },
};

for (const site of sites().all) {
  describe(`标记 markup: ${site.name}`, () => {
    test('每一页都是合格的 HTML (every page passes html-validate)', async () => {
      const [wrong, strict] = [[], validator(EXCEPTIONS[site.name])];
      for (const path of site.pages) {
        const report = await strict.validateString(site.text(path), path);
        for (const { messages } of report.results) {
          for (const m of messages) wrong.push(`${path}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
        }
      }
      assert.equal(wrong.length, 0, `${wrong.length} findings:\n${wrong.slice(0, 60).join('\n')}`);
    });

    test('没有内联脚本、内联样式和事件属性 (no script but the theme\'s files and data blocks, no inline style, no on… attribute)', () => {
      for (const path of site.pages) {
        for (const tag of tags(site.text(path))) {
          const where = `${path}: <${tag.name}>`;
          assert.ok(!['style', 'iframe', 'object', 'embed', 'base', 'img', 'math'].includes(tag.name), where);
          // Drawings are ours: on index pages only, and named.
          if (tag.name === 'svg') assert.ok(!path.startsWith('a/') && tag.attributes.has('aria-labelledby'), where);
          if (tag.name === 'script') {
            const source = tag.attributes.get('src');
            if (source !== undefined) assert.match(source, path === 'search.html' ? /^(search|assets)\/\w+\.js$/ : /^(\.\.\/)+assets\/mark\.js$/, where);
            else assert.equal(tag.attributes.get('type'), path === 'search.html' ? 'application/json' : 'application/ld+json', where);
            if (source !== undefined) assert.equal(tag.data, '', where);
          }
          // The only forms are those that ask the search page.
          if (tag.name === 'form') assert.match(tag.attributes.get('action'), /^(\.\.\/)*search\.html$/, where);
          if (tag.name === 'form' || tag.name === 'input') assert.ok(!path.startsWith('a/'), where);
          for (const [name, value] of tag.attributes) {
            assert.ok(name !== 'style' && !/^on/i.test(name), `${where} ${name}`);
            if (path === '404.html' && value === 'data:,') continue;
            // What a description says is text; only a refresh goes anywhere.
            if (tag.name === 'meta' && name === 'content' && !tag.attributes.has('http-equiv')) continue;
            assert.doesNotMatch(value, /^\s*(javascript|data|vbscript):/i, `${where} ${name}`);
          }
        }
      }
    });

    test('JSON-LD 可解析，与页面一致 (JSON-LD parses and tells what the page tells)', () => {
      let blocks = 0;
      for (const path of site.pages.filter((p) => p.startsWith('a/') && site.text(p).includes('data-article-id'))) {
        for (const tag of tags(site.text(path)).filter((t) => t.attributes.get('type') === 'application/ld+json')) {
          const data = JSON.parse(tag.data);
          assert.equal(data['@context'], 'https://schema.org', path);
          assert.equal(data['@type'], 'NewsArticle', path);
          assert.ok(data.headline, path);
          blocks += 1;
        }
      }
      assert.equal(blocks, site.pages.filter((p) => site.text(p).includes('data-article-id')).length);
    });

    test('每页有语言、标题、视口，只有一个 h1 (each page: lang, a title of its own, viewport, one h1)', () => {
      const titles = new Map();
      for (const path of site.pages) {
        const all = tags(site.text(path));
        assert.match(all.find((t) => t.name === 'html').attributes.get('lang'), /^(zh-Hans|en)$/, path);
        assert.equal(all.filter((t) => t.name === 'h1').length, 1, path);
        assert.ok(all.some((t) => t.attributes.get('name') === 'viewport'), path);
        const title = /<title>([^<]+)<\/title>/.exec(site.text(path))?.[1];
        assert.ok(title, `${path}: no title`);
        const noindex = /content="noindex"/.test(site.text(path));
        if (!noindex) titles.set(title, [...(titles.get(title) ?? []), path]);
      }
      assert.deepEqual([...titles.values()].filter((paths) => paths.length > 1), []);
    });
  });
}

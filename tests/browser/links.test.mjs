// 链接 — the site is whole: it asks for nothing outside itself, and every link names one of its files (law 6).

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { BASE } from './hostile.mjs';
import { decode, tags } from './html.mjs';
import { sites } from './site.mjs';

const LINKS = ['href', 'src', 'srcset', 'action', 'formaction', 'poster', 'data', 'cite', 'background', 'ping'];
const { all, bundled, hostile } = sites();

/** The addresses that a page names, with the tag: `meta refresh` too. */
function* addresses(site, path) {
  for (const tag of tags(site.text(path))) {
    for (const name of LINKS) {
      if (tag.attributes.has(name)) yield { tag, name, address: tag.attributes.get(name) };
    }
    const refresh = tag.attributes.get('http-equiv') === 'refresh' && tag.attributes.get('content');
    if (refresh) yield { tag, name: 'refresh', address: /^0; url=(.*)$/.exec(refresh)[1] };
  }
}

/** Ids of a page. */
function ids(site, path) {
  return new Set(tags(site.text(path)).map((tag) => tag.attributes.get('id')).filter(Boolean));
}

/** The file below the site's root that a relative address names, or what is wrong with it. */
function resolve(site, from, address) {
  const [, name, fragment] = /^([^#]*)(?:#(.*))?$/s.exec(address);
  if (name === '' && !fragment) return { wrong: 'is empty' };
  if (/^[a-z][a-z0-9+.-]*:/i.test(name) || name.startsWith('//')) return { wrong: 'is not relative' };
  if (name.startsWith('/')) return { wrong: 'is absolute' };
  if (name.includes('?') || name.includes('\\')) return { wrong: 'is no plain path' };
  const file = name === '' ? from : posix.join(posix.dirname(from), decodeURIComponent(name));
  if (file.startsWith('../')) return { wrong: 'leads out of the site' };
  if (!site.set.has(file)) return { wrong: site.set.has(posix.join(file, 'index.html')) ? 'names a folder' : 'names no file of the site' };
  if (fragment && !ids(site, file).has(decodeURIComponent(fragment))) return { wrong: 'names no id of that page' };
  return { file };
}

/** A link that a source's text made: marked as such, and never a resource. */
const fromSource = ({ tag, name, address }) =>
  tag.name === 'a' && name === 'href' && /\bexternal\b/.test(tag.attributes.get('rel') ?? '') && /^(https?:\/\/|mailto:)/.test(address);

for (const site of all) {
  describe(`链接 links: ${site.name}`, () => {
    test('每个链接都指向站内的文件 (every link is relative and names a file of the site)', () => {
      const wrong = [];
      let checked = 0;
      for (const path of site.pages) {
        for (const link of addresses(site, path)) {
          checked += 1;
          const canonical = link.tag.name === 'link' && link.tag.attributes.get('rel') === 'canonical';
          if (fromSource(link) || (path === '404.html' && link.address === 'data:,')) continue;
          if (canonical && link.address.startsWith(BASE)) {
            if (!site.set.has(decodeURIComponent(link.address.slice(BASE.length)))) wrong.push(`${path}: ${link.address} (canonical) is no file`);
            continue;
          }
          const { wrong: problem } = resolve(site, path, link.address);
          if (problem) wrong.push(`${path}: <${link.tag.name} ${link.name}="${link.address}"> ${problem}`);
        }
      }
      assert.ok(checked > 500, `only ${checked} links found`);
      assert.deepEqual(wrong, []);
    });

    test('从首页点得到每一页 (every page is reached from the home page)', () => {
      const seen = new Set(['index.html']);
      for (const path of seen) {
        if (!path.endsWith('.html')) continue;
        for (const link of addresses(site, path)) {
          const { file } = link.tag.name === 'a' ? resolve(site, path, link.address) : {};
          if (file) seen.add(file);
        }
      }
      // Former addresses are for those who come from outside; so is the page for addresses that are not there.
      const former = (path) => path.startsWith('a/') && !site.text(path).includes('data-article-id');
      assert.deepEqual(site.pages.filter((path) => !seen.has(path) && path !== '404.html' && !former(path)), []);
    });

    test('样式表不引用任何文件 (style sheets and pictures ask for nothing)', () => {
      const assets = site.files.filter((path) => /\.(css|svg)$/.test(path));
      assert.ok(assets.length >= 2);
      for (const path of assets) {
        assert.doesNotMatch(site.text(path), /@import|url\(\s*["']?(?!data:)|<script|\bon\w+=|style=/i, path);
        assert.doesNotMatch(site.text(path).replaceAll('http://www.w3.org/2000/svg', ''), /https?:|\/\//i, path);
      }
    });

    test('地址只用小写 ASCII，在任何主机上都成立 (paths are ASCII, lower case, fit for any host)', () => {
      assert.deepEqual(site.files.filter((path) => !/^[a-z0-9._/-]+$/.test(path)), []);
      assert.deepEqual(site.files.filter((path) => /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)/.test(path)), []);
    });

    test('数据文件每行一篇，地址都在 (data files: every line parses, every address is there)', () => {
      const files = site.files.filter((path) => path.startsWith('data/'));
      const rows = files.flatMap((path) => site.text(path).trimEnd().split('\n').map((line) => JSON.parse(line)));
      const articles = site.pages.filter((path) => path.startsWith('a/') && site.text(path).includes('data-article-id'));
      assert.deepEqual(rows.map((row) => row.address).sort(), articles);
      for (const row of rows) assert.ok(site.text(row.address).includes(`data-article-id="${row.id}"`), row.address);
    });
  });
}

test('404 页什么也不加载 (404.html loads nothing, so that it works at any depth)', () => {
  // An empty icon, or browsers ask for /favicon.ico at the host's root.
  for (const site of all) assert.deepEqual([...addresses(site, '404.html')].map((link) => link.address), ['data:,'], site.name);
});

test('没有基础网址就没有订阅源和站点地图 (no base address: no feed, no sitemap, no canonical)', () => {
  assert.deepEqual(bundled.files.filter((path) => path.endsWith('.xml')), []);
  // A redirect's canonical is the new address, relative where there is no base.
  for (const path of bundled.pages) assert.doesNotMatch(bundled.text(path), /rel="canonical" href="http/);
});

test('订阅源与站点地图的地址都在站内 (feed and sitemap: every address is below the base and names a file)', () => {
  const links = (path) => [...hostile.text(path).matchAll(/<loc>([^<]*)<\/loc>|<link\b[^>]*\bhref="([^"]*)"/g)].map((m) => decode(m[1] ?? m[2]));
  const named = (path) =>
    links(path).map((address) => {
      assert.ok(address.startsWith(BASE), `${path}: ${address}`);
      const file = decodeURIComponent(address.slice(BASE.length));
      assert.ok(hostile.set.has(file), `${path}: ${address} names no file`);
      return file;
    });
  assert.ok(named('feed.xml').filter((path) => path.startsWith('a/')).length >= 3);
  const maps = named('sitemap.xml');
  assert.ok(maps.length >= 2);
  const mapped = maps.flatMap(named);
  assert.equal(new Set(mapped).size, mapped.length, 'an address stands twice');
  // All that readers may find, and nothing that is no longer there.
  const indexed = hostile.pages.filter((path) => !/<meta name="robots" content="noindex">/.test(hostile.text(path)));
  assert.deepEqual(mapped.sort(), indexed);
});

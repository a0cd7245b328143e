// What Dibao's own search answers, sends and takes.

import { done, fresh } from './chromium.mjs';
import { serve } from './serve.mjs';
import { difference, sum } from './figures.mjs';

/** The scripts that `search.html` loads first. */
const FIRST = ['search/engine.js', 'search/manifest.js', 'assets/search.js'];
const VARIANTS = 'search/variants.js';
/** The texts of articles, for snippets; and the tables that turn numbers into address keys, which only a list of all keys needs. */
const TEXTS = /^search\/[^/]+\/[tx]\d/;
const KEYS = /^search\/[^/]+\/k\d*\.js/;

/** A page with nothing but the engine, which asks on load: to be compared with the like of Pagefind's. */
const BARE = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="search/engine.js"></script><script src="search/manifest.js"></script><script>
const asked = new URLSearchParams(location.search);
const found = async (q, ten) => {
  if (!ten) return dibaoSearch(q);
  const all = await dibaoSearch.find(q);
  const page = await all.page(0, 10);
  return { total: all.total, ids: page.map((result) => result.id), snippets: page.filter((result) => result.snippet.length > 0).length };
};
if (asked.has('q')) found(asked.get('q'), asked.has('ten')).then((out) => {
  window.__out = out;
  document.documentElement.dataset.searchState = 'done';
});
</script>`;

const bytes = (answers) => sum(answers.map((answer) => answer.bytes));

/** What a list of answers was for: texts, tables of keys, and the index, which is all else below `search/`. */
function parts(answers) {
  const search = answers.filter((a) => a.path.startsWith('search/') && !FIRST.includes(a.path));
  const told = (is) => {
    const list = search.filter((a) => is(a.path));
    return { bytes: bytes(list), requests: list.length };
  };
  const index = (path) => !TEXTS.test(path) && !KEYS.test(path);
  return {
    all: { bytes: bytes(answers), requests: answers.length },
    index: told(index),
    keys: told((path) => KEYS.test(path)),
    texts: told((path) => TEXTS.test(path)),
    variants: told((path) => path === VARIANTS),
    kinds: byKind(search),
    failed: answers.filter((a) => a.status !== 200).map((a) => a.path),
  };
}

/** Bytes by the letters that a file's name begins with: `search/b80000/g17.js` is `g`. */
function byKind(answers) {
  const out = {};
  for (const { path, bytes: size } of answers) {
    const kind = /^search\/[^/]+\/([a-z]+)/.exec(path)?.[1] ?? path;
    out[kind] = (out[kind] ?? 0) + size;
  }
  return out;
}

export async function open(folder, browser) {
  const host = await serve(folder, { '__ask.html': BARE });
  const at = (page, query) => `${host.root}${page}${query === undefined ? '' : `?q=${encodeURIComponent(query)}`}`;
  return {
    host,
    at,
    /** Bytes of `search.html` and all that it loads before anything is asked. */
    firstLoad: () =>
      fresh(browser, async (page) => {
        host.taken();
        await page.goto(at('search.html'), { waitUntil: 'networkidle' });
        const sent = host.taken();
        const of = (test) => bytes(sent.filter((a) => test(a.path)));
        return {
          scripts: of((p) => FIRST.includes(p)),
          each: Object.fromEntries(FIRST.map((path) => [path, of((p) => p === path)])),
          html: of((p) => p.endsWith('.html')),
          css: of((p) => p.endsWith('.css')),
          rest: sent.filter((a) => !FIRST.includes(a.path) && !/\.(html|css)$/.test(a.path)).map((a) => a.path),
          requests: sent.length,
        };
      }),
    /** Keys, against the truth; what was sent for them, and then for the first ten results with snippets. */
    ask: ({ query, ids }) =>
      fresh(browser, async (page) => {
        await page.goto(at('search.html'), { waitUntil: 'load' });
        await page.waitForFunction(() => typeof window.dibaoSearch === 'function');
        host.taken();
        const answer = await page.evaluate(async (q) => {
          const start = performance.now();
          const { total, ids } = await window.dibaoSearch(q);
          return { total, ids, ms: performance.now() - start };
        }, query);
        const forIds = host.taken();
        const ten = await page.evaluate(async (q) => {
          const found = await window.dibaoSearch.find(q);
          const results = await found.page(0, 10);
          const marked = results.filter((r) => r.snippet.some(([text, mark]) => mark && text)).length;
          return { total: found.total, shown: results.map((r) => r.id), marked, troubles: found.troubles ?? [] };
        }, query);
        const forTen = host.taken();
        const set = difference(ids, answer.ids);
        const inTruth = new Set(ids);
        const shown = Math.min(10, ids.length);
        return {
          ...set,
          totals: answer.total === ids.length && ten.total === ids.length,
          ten: ten.shown.length === shown && ten.shown.every((id) => inTruth.has(id)) && ten.marked === shown,
          troubles: ten.troubles,
          ms: answer.ms,
          ids: parts(forIds),
          snippets: parts(forTen),
          both: parts([...forIds, ...forTen]),
        };
      }),
    /** The page that readers use, from the address alone. */
    page: ({ query, ids }) =>
      fresh(browser, async (page) => {
        host.taken();
        await page.goto(at('search.html', query), { waitUntil: 'commit' });
        const ms = await done(page);
        const sent = parts(host.taken());
        const [total, shown] = await page.evaluate(() => [
          Number(document.documentElement.dataset.searchTotal),
          [...document.querySelectorAll('[data-article-id]')].map((element) => element.dataset.articleId),
        ]);
        const inTruth = new Set(ids);
        return { right: total === ids.length && shown.every((id) => inTruth.has(id)) && (shown.length > 0) === (ids.length > 0), total, ms, sent };
      }),
    /** Milliseconds from the start of the navigation until the keys, or the first ten results with snippets, are there. */
    time: (query, ten) =>
      fresh(browser, async (page) => {
        await page.goto(at('__ask.html', query) + (ten ? '&ten' : ''), { waitUntil: 'commit' });
        return done(page);
      }),
    close: () => host.close(),
  };
}

/** Index and texts from `file://`: the first queries on the page itself. `browser` has `goto(url)` and `run(script)`. */
export async function fromDisk(folder, queries, browser) {
  const rows = [];
  for (const { query, ids } of queries) {
    await browser.goto(`file://${folder}/search.html?q=${encodeURIComponent(query)}`);
    let told = {};
    for (let tries = 0; tries < 200 && told.state !== 'done'; tries += 1) {
      await new Promise((next) => setTimeout(next, 25));
      told = await browser.run(`const root = document.documentElement;
        const results = [...document.querySelectorAll('[data-article-id]')];
        return { state: root.dataset.searchState, total: Number(root.dataset.searchTotal), shown: results.map((r) => r.dataset.articleId),
          marked: results.filter((r) => r.querySelector('mark')).length };`);
    }
    const inTruth = new Set(ids);
    const right = told.state === 'done' && told.total === ids.length && told.shown.every((id) => inTruth.has(id)) && told.shown.length === told.marked
      && (ids.length === 0) === (told.shown.length === 0);
    rows.push({ query, right, want: ids.length, ...told, shown: told.shown?.length });
  }
  return rows;
}


// What Pagefind answers, sends and takes, over the same articles as one page each.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { done, fresh } from './chromium.mjs';
import { difference, sum } from './figures.mjs';
import { serve } from './serve.mjs';

const PAGE = `<!doctype html><meta charset="utf-8"><html lang="zh"><link rel="icon" href="data:,"><script type="module">
const asked = new URLSearchParams(location.search);
if (asked.has('q')) {
  const pagefind = await import('./pagefind/pagefind.js');
  const found = await pagefind.search(asked.get('q'));
  if (asked.has('ten')) await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  document.documentElement.dataset.searchState = 'done';
} else {
  window.pagefind = await import('./pagefind/pagefind.js');
}
</script>`;

/** Every fragment's article, so that a result's key needs no download of its own. */
function keys(folder) {
  const out = new Map();
  const fragments = join(folder, 'pagefind/fragment');
  for (const name of readdirSync(fragments)) {
    const plain = gunzipSync(readFileSync(join(fragments, name))).toString();
    const { url } = JSON.parse(plain.slice(plain.indexOf('{')));
    out.set(name.replace(/\.pf_fragment$/, ''), url.replace(/^.*\/|\.html$/g, ''));
  }
  return out;
}

/** One word without signs can also be asked as a phrase. */
export const quoted = (query) => (/^[-－]|["\s]/u.test(query) ? query : `"${query}"`);

export async function open(folder, browser) {
  const host = await serve(folder, { '__ask.html': PAGE });
  const key = keys(folder);
  const at = (query) => `${host.root}__ask.html${query === undefined ? '' : `?q=${encodeURIComponent(query)}`}`;
  return {
    articles: key.size,
    /** Keys against the truth, and what was sent: before the first search, for it, and for the first ten results. */
    ask: ({ query, ids }, asPhrase) =>
      fresh(browser, async (page) => {
        host.taken();
        await page.goto(at(), { waitUntil: 'load' });
        await page.waitForFunction(() => window.pagefind !== undefined);
        await page.evaluate(() => window.pagefind.init());
        const before = host.taken();
        const answer = await page.evaluate(async (q) => {
          const start = performance.now();
          const { results } = await window.pagefind.search(q);
          window.__results = results;
          return { ids: results.map((r) => r.id), ms: performance.now() - start };
        }, asPhrase ? quoted(query) : query);
        const forIds = host.taken();
        await page.evaluate(() => Promise.all(window.__results.slice(0, 10).map((r) => r.data())));
        const forTen = host.taken();
        // Its program, entry and list of pages come with the first search, whatever it asks for.
        const asked = [...before, ...forIds];
        const index = (a) => a.path.startsWith('pagefind/index/');
        const bytes = (list) => ({ bytes: sum(list.map((a) => a.bytes)), requests: list.length });
        const given = answer.ids.map((id) => key.get(id) ?? id);
        return { ...difference(ids, given), total: given.length, ms: answer.ms, before: bytes(asked.filter((a) => !index(a))), ids: bytes(asked.filter(index)), snippets: bytes(forTen) };
      }),
    time: (query, ten) =>
      fresh(browser, async (page) => {
        await page.goto(at(quoted(query)) + (ten ? '&ten' : ''), { waitUntil: 'commit' });
        return done(page);
      }),
    close: () => host.close(),
  };
}

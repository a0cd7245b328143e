// Asks Dibao's search and Pagefind the same questions in real browsers, and prints what issue 5 wants to know.
//
// node run.mjs --site DIR --truth FILE [--pagefind DIR] [--out FILE] [--timed N] [--only exact,page,time,disk]
//
// In: a site with our index, the pages with Pagefind's, `truth.json` of `cargo bench --bench search -- truth`.
// Steps: first load; every query on a fresh page (keys against the truth, bytes, requests); the same by the page's address;
// Pagefind quoted and plain; times of both in turn; `file://` in Chromium and Firefox.

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './chromium.mjs';
import { median, quantile, spread } from './figures.mjs';
import * as firefox from './firefox.mjs';
import * as ours from './ours.mjs';
import * as pagefind from './pagefind.mjs';

const { values: options } = parseArgs({
  options: { site: { type: 'string' }, truth: { type: 'string' }, pagefind: { type: 'string' }, out: { type: 'string' },
    timed: { type: 'string' }, only: { type: 'string' } },
});
const truth = JSON.parse(readFileSync(options.truth, 'utf8'));
const { queries } = truth;
const random = (q) => q.kind.startsWith('random');
const chosen = queries.filter((q) => !random(q));
const absent = queries.filter((q) => q.kind === '无' || (!random(q) && q.ids.length === 0));
const parts = new Set((options.only ?? 'exact,page,time,disk').split(','));
const KB = 1000;
const results = { articles: truth.articles };
const say = (text) => console.log(text);
const browser = await launch();
const site = options.site && (await ours.open(resolve(options.site), browser));
const other = options.pagefind && (await pagefind.open(resolve(options.pagefind), browser));

/** One question after another; an error is an answer too, and is told. */
async function all(list, ask) {
  const out = [];
  for (const q of list) {
    try {
      out.push({ kind: q.kind, query: q.query, want: q.ids.length, ...(await ask(q)) });
    } catch (error) {
      out.push({ kind: q.kind, query: q.query, want: q.ids.length, error: String(error.message).split('\n')[0] });
    }
  }
  return out;
}

function told(name, rows, is) {
  const count = (list) => `${list.filter(is).length} of ${list.length}`;
  const wrong = rows.filter((row) => !is(row));
  say(`${name}: ${count(rows.filter((r) => !random(r)))} chosen, ${count(rows.filter(random))} random`);
  for (const row of wrong.slice(0, 12)) {
    const why = row.error ?? `${row.missing ?? '?'} missing, ${row.extra ?? '?'} too many, ${row.twice ?? 0} twice of ${row.want}${row.total === undefined ? '' : `; total ${row.total}`}`;
    say(`  wrong: ${row.kind} ${row.query}: ${why}`);
  }
  if (wrong.length > 12) say(`  … and ${wrong.length - 12} more`);
}

say(`${truth.articles} articles, ${(truth.folded_characters / 1e6).toFixed(1)} M folded characters; ${chosen.length} chosen and ${queries.length - chosen.length} random queries; Chromium ${browser.version()}`);
say('(median / 90 % / most; KB = 1000 bytes, gzip)');

if (site && parts.has('exact')) {
  const first = await site.firstLoad();
  results.first = first;
  say(`first load: scripts ${first.scripts} bytes (${Object.entries(first.each).map(([p, b]) => `${p} ${b}`).join(', ')}); html ${first.html}, css ${first.css}, also ${first.rest.join(' ') || 'nothing'}`);
  const rows = await all(queries, site.ask);
  results.ours = rows;
  told('exact sets (dibaoSearch)', rows, (r) => r.exact === true && r.totals);
  told('first ten within them, all with a marked snippet', rows, (r) => r.ten === true);
  const silent = rows.filter((r) => absent.some((q) => q.query === r.query));
  say(`absent: ${silent.filter((r) => r.exact).length} of ${silent.length} return nothing`);
  const good = rows.filter((r) => !r.error);
  for (const [name, of] of [['chosen', (r) => !random(r)], ['random', random], ['all', () => true]]) {
    const list = good.filter(of);
    const line = (part) => `${spread(list.map((r) => part(r).bytes), KB)} KB in ${spread(list.map((r) => part(r).requests), 1, 0)} requests`;
    say(`${name}: to find: index ${line((r) => r.ids.index)}; texts looked at ${line((r) => r.ids.texts)}; tables of keys ${line((r) => r.ids.keys)}`);
    say(`${name}: to find, all: ${line((r) => r.ids.all)}; ${spread(list.map((r) => r.ms))} ms after the page has loaded`);
    say(`${name}: then ten with snippets: index ${line((r) => r.snippets.index)}; texts ${line((r) => r.snippets.texts)}`);
    say(`${name}: all together ${line((r) => r.both.all)}`);
  }
  const kinds = {};
  for (const r of good) for (const [kind, size] of Object.entries(r.both.kinds)) kinds[kind] = (kinds[kind] ?? 0) + size;
  const mean = Object.entries(kinds).sort((a, b) => b[1] - a[1]).map(([kind, size]) => `${kind} ${(size / good.length / KB).toFixed(1)}`);
  say(`KB per query by kind of file (mean): ${mean.join(', ')}`);
  say(`search/variants.js: loaded by ${good.filter((r) => r.both.variants.requests > 0).length} queries, ${quantile(good.map((r) => r.both.variants.bytes), 1)} bytes, counted in the index`);
  const worst = [...good].sort((a, b) => b.ids.index.bytes - a.ids.index.bytes).slice(0, 5);
  say(`worst: ${worst.map((r) => `${r.query} ${(r.ids.index.bytes / KB).toFixed(1)} KB, ${r.ids.index.requests} requests`).join('; ')}`);
  const most = [...good].sort((a, b) => b.ids.index.requests - a.ids.index.requests)[0];
  if (most) say(`most requests: ${most.query} ${most.ids.index.requests}`);
  const failed = good.flatMap((r) => r.both.failed);
  if (failed.length > 0) say(`asked for and not there: ${[...new Set(failed)].slice(0, 10).join(' ')}`);
}

if (site && parts.has('page')) {
  const rows = await all(queries, site.page);
  results.page = rows;
  told('search.html?q=…: total right, what is shown within the truth', rows, (r) => r.right === true);
  const good = rows.filter((r) => !r.error);
  say(`search.html?q=…, from the start of the navigation: ${spread(good.map((r) => r.ms))} ms; everything it loads ${spread(good.map((r) => r.sent.all.bytes), KB)} KB`);
}

if (other && parts.has('exact')) {
  for (const [name, phrase] of [['quoted', true], ['plain', false]]) {
    const rows = await all(queries, (q) => other.ask(q, phrase));
    results[`pagefind_${name}`] = rows;
    told(`Pagefind, ${name}: exact sets`, rows.map((r) => r), (r) => r.exact === true);
    const silent = rows.filter((r) => absent.some((q) => q.query === r.query));
    say(`Pagefind, ${name}: absent: ${silent.filter((r) => r.total === 0).length} of ${silent.length} return nothing`);
    const good = rows.filter((r) => !r.error);
    say(`Pagefind, ${name}: with the first search ${(median(good.map((r) => r.before.bytes)) / KB).toFixed(1)} KB; index ${spread(good.map((r) => r.ids.bytes), KB)} KB; ten results ${spread(good.map((r) => r.snippets.bytes), KB)} KB; keys ${spread(good.map((r) => r.ms))} ms after its script has loaded`);
  }
}

if (parts.has('time') && (site || other)) {
  const list = queries.slice(0, Number(options.timed ?? queries.length));
  const times = { ours: [[], []], pagefind: [[], []] };
  for (const q of list) {
    // In turn, so that what else the machine does falls on both alike.
    for (const ten of [0, 1]) {
      for (const [name, system] of [['ours', site], ['pagefind', other]]) {
        if (!system) continue;
        try {
          times[name][ten].push(await system.time(q.query, ten === 1));
        } catch (error) {
          say(`  no time of ${name}: ${q.query}: ${String(error.message).split('\n')[0]}`);
        }
      }
    }
  }
  results.times = times;
  for (const name of Object.keys(times)) {
    const [ids, ten] = times[name];
    if (ids.length > 0) say(`${name}, cold, from the start of the navigation: keys ${spread(ids)} ms; first ten results with snippets ${spread(ten)} ms`);
  }
  if (site && other) {
    const ratio = (k) => (median(times.ours[k]) / median(times.pagefind[k])).toFixed(2);
    say(`ours ÷ Pagefind, medians: keys ${ratio(0)}, with the first ten ${ratio(1)}`);
  }
}

if (site && parts.has('disk')) {
  const list = queries.filter((q, k) => !random(q) || k % 10 === 0);
  const report = (name, rows) => {
    results[`disk_${name}`] = rows;
    const wrong = rows.filter((r) => !r.right);
    say(`file:// in ${name}: ${rows.length - wrong.length} of ${rows.length} right, with marked snippets`);
    for (const row of wrong.slice(0, 8)) say(`  wrong: ${JSON.stringify(row)}`);
  };
  const page = await browser.newPage();
  const chromium = { goto: (url) => page.goto(url), run: (script) => page.evaluate(`(() => { ${script} })()`) };
  report(`Chromium ${browser.version()}`, await ours.fromDisk(resolve(options.site), list, chromium));
  if (firefox.path()) {
    const fox = await firefox.launch();
    try {
      report(`Firefox (${fox.version.replace(/^.*(?=Firefox)/, '')})`, await ours.fromDisk(resolve(options.site), list, fox));
    } finally {
      await fox.close();
    }
  } else {
    say('file:// in Firefox: no Firefox here (apt-get install firefox-esr)');
  }
}

await browser.close();
if (options.out) writeFileSync(options.out, `${JSON.stringify(results, null, 1)}\n`);

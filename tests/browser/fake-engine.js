// A small engine that keeps the contract of search/engine.js, for the tests of the page: it reads every text, slowly
// if told to. `window.fake` (set by a test before the page loads) says what goes wrong: {delays, troubles, fails, ignored, calls}.
(() => {
  'use strict';
  const fake = (window.fake = { delays: {}, troubles: [], ignored: [], calls: [], ...window.fake });
  const wait = (ms) => new Promise((done) => setTimeout(done, ms ?? 0));

  const VARIANTS = new Map([...'發发體体'].map((c, i, all) => [c, all[i + 1]]).filter((_, i) => i % 2 === 0));
  let table = false;

  function fold(text, full) {
    let folded = '';
    const [map, ends] = [[], []];
    for (let at = 0; at < text.length; at += 1) {
      const one = text[at].normalize('NFKC').toLowerCase();
      if (/^\s*$/.test(one)) continue;
      for (let n = 0; n < one.length; n += 1) map.push(at), ends.push(at + 1);
      folded += (full && table && VARIANTS.get(one)) || one;
    }
    return { folded, map, ends };
  }

  /** Quoted stretches, words, and words to leave out. */
  function parse(query) {
    const parts = [...query.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]);
    const words = parts.filter((p) => !p.startsWith('-')).map((p) => fold(p).folded);
    return { words: words.filter(Boolean), without: parts.filter((p) => /^-./.test(p)).map((p) => fold(p.slice(1)).folded) };
  }

  /** The characters in order, any in the place of one. */
  const pattern = (one, any) => one.map((c, k) => (k === any ? '.' : `\\u{${c.codePointAt(0).toString(16)}}`)).join('');

  const near = (word) => (text) => {
    const one = [...word];
    if (one.length < 4) return false;
    return one.some((_, i) => new RegExp(pattern(one, i), 'u').test(text));
  };

  const passes = (a, o, but) =>
    (!o.publication || but === 'publication' || a.publicationId === o.publication) &&
    (!o.region || but === 'region' || a.regions.some((r) => r[0] === o.region)) &&
    (!o.topic || but === 'topic' || a.topics.some((t) => t[0] === o.topic)) &&
    (!o.issue || a.issue === o.issue) &&
    (but === 'year' || ((!o.from || a.year >= o.from) && (!o.to || (a.year > 0 && a.year <= o.to))));

  async function find(query, options = {}) {
    fake.calls.push({ find: query, options });
    const { words, without } = parse(query);
    await wait(fake.delays[query]);
    if (fake.fails?.[query]) throw typeof fake.fails[query] === 'string' ? new Error(fake.fails[query]) : fake.fails[query];
    const has = (a) => words.every((word) => a.folded.includes(word)) && !without.some((word) => a.folded.includes(word));
    const matching = dibaoSearch.articles.filter((a) =>
      words.length > 0 && (options.tolerant ? !has(a) && words.every((word) => a.folded.includes(word) || near(word)(a.folded)) : has(a)));
    const ids = matching.filter((a) => passes(a, options));
    if (options.sort === 'newest') ids.sort((a, b) => (a.date < b.date ? 1 : -1));
    if (options.sort === 'oldest') ids.sort((a, b) => (a.date < b.date ? -1 : 1));
    const years = new Map();
    for (const a of matching.filter((x) => passes(x, options, 'year'))) years.set(a.year, (years.get(a.year) ?? 0) + 1);

    function snippet(a) {
      const { folded, map } = fold(a.text);
      const word = words.find((w) => folded.includes(w));
      if (!word) return [[a.text.slice(0, 60), false]];
      const at = folded.indexOf(word);
      const [start, end] = [map[at], map[at + word.length - 1] + 1];
      return [[a.text.slice(Math.max(0, start - 20), start), false], [a.text.slice(start, end), true], [a.text.slice(end, end + 40), false]];
    }

    return {
      total: ids.length,
      ids: ids.map((a) => a.id),
      years: [...years].sort((a, b) => a[0] - b[0]),
      words,
      ignored: fake.ignored,
      troubles: fake.troubles,
      async page(from, count) {
        fake.calls.push({ page: [from, count] });
        await wait(fake.delays[`page ${query}`]);
        const lost = ids.slice(from, from + count).filter((a) => !fake.lost?.includes(a.id));
        return lost.map((a) => ({
          id: a.id, href: a.href, title: a.title, publication: a.publication, date: a.date, page: a.page,
          region: a.regions.at(-1)?.[1] ?? '', zone: 'body', snippet: snippet(a),
        }));
      },
      async counts(kind) {
        fake.calls.push({ counts: kind });
        await wait(fake.delays.counts);
        if (fake.nameless) throw { code: 'missing', path: 'search/names.js' };
        const all = new Map();
        for (const a of matching.filter((x) => passes(x, options, kind))) {
          const named = kind === 'publication' ? [[a.publicationId, a.publication]] : a[`${kind}s`];
          for (const [value, label] of named) all.set(value, [value, label, (all.get(value)?.[2] ?? 0) + 1]);
        }
        return [...all.values()].sort((a, b) => b[2] - a[2]);
      },
      async suggestions() {
        fake.calls.push({ suggestions: query });
        const texts = dibaoSearch.articles.map((a) => a.folded).join('\n');
        const one = [...words.reduce((a, b) => (a.length >= b.length ? a : b))];
        const out = one.flatMap((_, i) => new RegExp(pattern(one, i), 'u').exec(texts) ?? []);
        return [...new Set(out)].slice(0, 3);
      },
    };
  }

  const dibaoSearch = async (query, options) => {
    const { total, ids } = await find(query, options);
    return { total, ids };
  };
  window.dibaoSearch = Object.assign(dibaoSearch, { find, fold, more: async () => ({ fold }), loadTable: async () => (fake.calls.push({ table: true }), (table = true)), articles: [] });
})();

// What a query found: counted, filtered, ordered, shown. `dibaoSearch` is all that the page needs.

const FILTERS = ['publication', 'region', 'topic', 'issue'];
const yearOf = (block, doc) => block.years.find(([, , end]) => doc < end)[0];

// What a hit is worth: where it stands, how often, how rare the words are, how near one another. `common`: words of which a block tells no more than `readList` says; no more is used of any, so that all blocks are alike.
function score(flags, weights, common) {
  let sum = 0, shared = 15;
  flags.forEach((f, i) => {
    if (common[i] && (f & 12) !== 12) f &= 3;
    sum += weights[i] * ((f & 1 ? 8 : f & 2 ? 4 : f & 4 ? 2 : 1) + (f & 8 ? 0.5 : 0));
    shared &= f;
  });
  return flags.length > 1 && shared & 7 ? sum * 1.5 : sum;
}

// What only results need is a script of its own (js/more/).
const more = async () => (await part('more', LAYOUT))({
  part, Bits, both, lookUp, codesOf, foldKey, foldRanges, foldLeft, recordAt, read, holds, answer, yearOf, note, table: () => table,
});

class Found {
  constructor(options, ignored, troubles) {
    Object.assign(this, { options, ignored, troubles, total: 0, years: [], words: [], hits: [] });
  }

  // `answers`: of all blocks. Filters, counts and orders.
  async take({ terms, answers }) {
    this.terms = terms.filter((t) => !t.not);
    this.words = this.terms.map((t) => t.folded);
    this.answers = answers;
    const years = new Map(), { from, to } = this.options, all = answers.reduce((n, a) => n + a.block.docs, 0);
    const sizes = this.words.map((_, i) => answers.reduce((n, a) => n + (a.sizes[i] || 0), 0));
    const common = this.words.map((_, i) => answers.some((a) => a.sizes[i] > COMMON));
    const weights = sizes.map((size) => Math.log(1 + all / (size + 1)));
    for (const { block, docs } of answers) {
      const pass = await this.passes(block);
      for (const [doc, flags] of docs) {
        if (!pass(doc)) continue;
        const year = yearOf(block, doc);
        years.set(year, (years.get(year) || 0) + 1);
        if ((from && !(year >= from)) || (to && !(year && year <= to))) continue;
        this.hits.push({ block, doc, year, score: score(flags, weights, common) });
      }
    }
    this.years = [...years].sort((a, b) => a[0] - b[0]);
    this.total = this.hits.length;
    const order = (a, b) => a.block.number - b.block.number || a.doc - b.doc;
    const undated = (a, b) => (a.year ? 0 : 1) - (b.year ? 0 : 1);
    const { sort } = this.options;
    this.hits.sort(
      sort === 'oldest' ? (a, b) => undated(a, b) || order(a, b)
      : sort === 'newest' ? (a, b) => undated(a, b) || order(b, a)
      : (a, b) => b.score - a.score || undated(a, b) || order(b, a),
    );
    return this;
  }

  // Whether a document passes the filters; none does where they can't be had.
  async passes(block) {
    if (!FILTERS.some((kind) => this.options[kind])) return () => true;
    try {
      return await (await more()).passes(this, block);
    } catch (trouble) {
      note(this.troubles, trouble);
      return () => false;
    }
  }

  // All address keys, in order.
  async ids() {
    const wanted = new Map(), keys = new Map(this.hits.map(({ block }) => [block, []]));
    for (const { block, doc } of this.hits) {
      // The texts that were looked at bring their keys.
      const record = promises.has(textOf(block, doc)) && (await recordAt(block, doc).catch(() => null));
      if (record) keys.get(block)[doc] = record[0];
      else wanted.set(block, (wanted.get(block) || new Set()).add(doc >> 10));
    }
    const fill = async (block, name, from) => {
      const list = keys.get(block);
      for (const key of (await part(`${block.folder}/${name}`, block.version)).split(' ')) list[from++] = key;
    };
    await Promise.all([...wanted].map(async ([block, chunks]) => {
      try {
        // Every file of keys costs a request: rather all of them than many.
        if (chunks.size > Math.max(1, Math.min(16, block.docs / 4096))) await fill(block, 'k', 0);
        else await Promise.all([...chunks].map((n) => fill(block, `k${n}`, n << 10)));
      } catch (trouble) {
        note(this.troubles, trouble);
      }
    }));
    return this.hits.map(({ block, doc }) => keys.get(block)[doc]).filter((key) => key !== undefined);
  }

  // Results from one on.
  async page(from, count) {
    const { show } = await more().catch((trouble) => (note(this.troubles, trouble), { show: () => null }));
    const results = await Promise.all(this.hits.slice(from, from + count).map(async (hit) => {
      try {
        return await show(this, hit);
      } catch (trouble) {
        note(this.troubles, trouble);
        return null;
      }
    }));
    return results.filter(Boolean);
  }

  // [[value, name, count], …] of a kind, most first.
  async counts(kind) {
    return more().then((all) => all.counts(this, kind)).catch((trouble) => (note(this.troubles, trouble), []));
  }

  // Strings one character off that do occur, for a query that finds nothing.
  async suggestions() {
    return more().then((all) => all.suggestions(this)).catch((trouble) => (note(this.troubles, trouble), []));
  }
}

async function find(query, options = {}) {
  const ignored = [], troubles = [];
  const found = new Found(options, ignored, troubles);
  let all;
  try {
    all = await blocks();
  } catch (trouble) {
    note(troubles, trouble);
    all = [];
  }
  found.blocks = all;
  const answers = await run(all, String(query), ignored, troubles);
  return found.take(options.tolerant ? await (await more()).tolerant(all, answers, troubles) : answers);
}

async function dibaoSearch(query, options) {
  const found = await find(query, options);
  return { total: found.total, ids: await found.ids(), troubles: found.troubles };
}

window.dibaoSearch = Object.assign(dibaoSearch, { find, more, loadTable });

// What a query found: counted, filtered, ordered, shown. `dibaoSearch` is all that the page needs.

const KINDS = { publication: 'fp', region: 'fr', topic: 'ft', issue: 'fi' };

// The documents of each value of a kind in a block.
async function valuesOf(block, kind) {
  return (await part(`${block.folder}/${KINDS[kind]}`, block.version)).map(([value, text]) => {
    const bits = new Bits(text);
    return [value, bits.list(bits.gamma(), block.docs)];
  });
}

const yearOf = (block, doc) => block.years.find(([, , end]) => doc < end)[0];

// What a hit is worth: where it stands, how often, how rare the words are, how near one another.
function score(flags, weights) {
  let sum = 0, shared = 15;
  flags.forEach((f, i) => {
    sum += weights[i] * ((f & 1 ? 8 : f & 2 ? 4 : f & 4 ? 2 : 1) + (f & 8 ? 0.5 : 0));
    shared &= f;
  });
  return flags.length > 1 && shared & 7 ? sum * 1.5 : sum;
}

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
    const weights = sizes.map((size) => Math.log(1 + all / (size + 1)));
    for (const { block, docs } of answers) {
      const pass = await this.passes(block);
      for (const [doc, flags] of docs) {
        if (!pass(doc)) continue;
        const year = yearOf(block, doc);
        years.set(year, (years.get(year) || 0) + 1);
        if ((from && !(year >= from)) || (to && !(year && year <= to))) continue;
        this.hits.push({ block, doc, year, score: score(flags, weights) });
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

  // Whether a document passes the filters, but one kind's.
  async passes(block, but) {
    const sets = [];
    for (const kind of Object.keys(KINDS)) {
      const wanted = this.options[kind];
      if (!wanted || kind === but) continue;
      try {
        const found = (await valuesOf(block, kind)).find(([value]) => value === wanted);
        sets.push(new Set(found ? found[1] : []));
      } catch (trouble) {
        note(this.troubles, trouble);
        sets.push(new Set());
      }
    }
    return (doc) => sets.every((set) => set.has(doc));
  }

  // All address keys, in order.
  async ids() {
    const wanted = new Map(), keys = new Map();
    for (const { block, doc } of this.hits) {
      // The texts that were looked at bring their keys.
      if (promises.has(textOf(block, doc))) keys.set(`${block.number} ${doc}`, (await recordAt(block, doc))[0]);
      else wanted.set(block, (wanted.get(block) || new Set()).add(doc >> 8));
    }
    const read = async (block, name, from) =>
      (await part(`${block.folder}/${name}`, block.version)).split(' ').forEach((key, i) => keys.set(`${block.number} ${from + i}`, key));
    await Promise.all([...wanted].map(async ([block, chunks]) => {
      try {
        // Every file of keys costs a request.
        if (chunks.size > 48) await read(block, 'k', 0);
        else await Promise.all([...chunks].map((n) => read(block, `k${n}`, n << 8)));
      } catch (trouble) {
        note(this.troubles, trouble);
      }
    }));
    return this.hits.map(({ block, doc }) => keys.get(`${block.number} ${doc}`)).filter((key) => key !== undefined);
  }

  // Results from one on.
  async page(from, count) {
    const results = await Promise.all(this.hits.slice(from, from + count).map(async (hit) => {
      try {
        return await this.show(hit);
      } catch (trouble) {
        note(this.troubles, trouble);
        return null;
      }
    }));
    return results.filter(Boolean);
  }

  async show({ block, doc }) {
    const record = await recordAt(block, doc), own = tableOf(record);
    const [id, href, title, publication, date, page, region, , zones, units] = record;
    // The unit with most of the words: of the text rather than of the headline, as that is shown anyway.
    let best = null, zone = '3';
    units.forEach((unit, i) => {
      const text = foldText(unit, own), held = this.words.filter((word) => text.folded.includes(word));
      if (held.length && zones[i] < zone) zone = zones[i];
      const worth = held.length * 4 + (zones[i] > '1' ? 1 : 0);
      if (held.length ? !best || worth > best.worth : !best && zones[i] === '2') best = { unit, text, held, worth: held.length ? worth : 0 };
    });
    const snippet = best ? cut(best.unit, best.text, best.held) : [];
    return { id, href, title, publication, date, page, region, zone: ['title', 'subtitle', 'lead', 'body'][zone], snippet };
  }

  // [[value, name, count], …] of a kind, most first.
  async counts(kind) {
    const counts = new Map(), { from, to } = this.options;
    for (const { block, docs } of this.answers) {
      const pass = await this.passes(block, kind);
      const hits = new Set();
      for (const doc of docs.keys()) {
        const year = yearOf(block, doc);
        if (pass(doc) && !(from && !(year >= from)) && !(to && !(year && year <= to))) hits.add(doc);
      }
      if (!hits.size) continue;
      for (const [value, list] of await valuesOf(block, kind)) {
        const n = list.reduce((sum, doc) => sum + hits.has(doc), 0);
        if (n) counts.set(value, (counts.get(value) || 0) + n);
      }
    }
    const names = new Map((await part('names'))[kind]);
    return [...counts].map(([value, n]) => [value, names.get(value) || value, n]).sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
  }

  // Strings one character off that do occur, for a query that finds nothing.
  async suggestions() {
    const near = await nearAll(this.blocks, this.terms, this.troubles);
    const counts = new Map();
    for (const { strings } of near) for (const s of strings) counts.set(s, (counts.get(s) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([s]) => s);
  }
}

// Runs of text, marked or not: about eighty characters around the first match.
function cut(unit, { folded, map, ends }, words) {
  const marks = [];
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) marks.push([map[at], ends[at + word.length - 1]]);
  marks.sort((a, b) => a[0] - b[0]);
  const first = marks.length ? marks[0][0] : 0;
  let start = Math.max(0, first - 30), end = Math.min(unit.length, Math.max(start + 90, marks.length ? marks[0][1] + 10 : 0));
  // Not through a character beyond the BMP.
  if (start && /[\udc00-\udfff]/.test(unit[start])) start--;
  if (end < unit.length && /[\udc00-\udfff]/.test(unit[end])) end++;
  const out = [];
  let at = start;
  const add = (to, marked) => to > at && (out.push([unit.slice(at, to), marked]), (at = to));
  for (const [from, to] of marks) {
    if (from >= end) break;
    add(from, false);
    add(Math.min(to, end), true);
  }
  add(end, false);
  if (start) out.unshift(['…', false]);
  if (end < unit.length) out.push(['…', false]);
  return out;
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
  return found.take(options.tolerant ? await tolerant(all, answers, troubles) : answers);
}

async function dibaoSearch(query, options) {
  const found = await find(query, options);
  return { total: found.total, ids: await found.ids(), troubles: found.troubles };
}

window.dibaoSearch = Object.assign(dibaoSearch, {
  find,
  fold: (text, full) => foldText(text, full ? table : null),
  loadTable,
});

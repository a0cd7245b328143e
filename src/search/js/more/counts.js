// Narrowing results by publication, region, topic or issue, and how many each has.

const KINDS = { publication: 'fp', region: 'fr', topic: 'ft', issue: 'fi' };

// The documents of each value of a kind in a block.
async function valuesOf(block, kind) {
  return (await part(`${block.folder}/${KINDS[kind]}`, block.version)).map(([value, text]) => {
    const bits = new Bits(text);
    return [value, bits.list(bits.gamma(), block.docs)];
  });
}

// Whether a document passes the filters, but one kind's.
async function passes(found, block, but) {
  const sets = [];
  for (const kind of Object.keys(KINDS)) {
    const wanted = found.options[kind];
    if (!wanted || kind === but) continue;
    try {
      const own = (await valuesOf(block, kind)).find(([value]) => value === wanted);
      sets.push(new Set(own ? own[1] : []));
    } catch (trouble) {
      note(found.troubles, trouble);
      sets.push(new Set());
    }
  }
  return (doc) => sets.every((set) => set.has(doc));
}

// [[value, name, count], …] of a kind, most first.
async function counts(found, kind) {
  const sums = new Map(), { from, to } = found.options;
  for (const { block, docs } of found.answers) {
    const pass = await passes(found, block, kind);
    const hits = new Set();
    for (const doc of docs.keys()) {
      const year = yearOf(block, doc);
      if (pass(doc) && !(from && !(year >= from)) && !(to && !(year && year <= to))) hits.add(doc);
    }
    if (!hits.size) continue;
    let values = [];
    try {
      values = await valuesOf(block, kind);
    } catch (trouble) {
      note(found.troubles, trouble);
    }
    for (const [value, list] of values) {
      const n = list.reduce((sum, doc) => sum + hits.has(doc), 0);
      if (n) sums.set(value, (sums.get(value) || 0) + n);
    }
  }
  const names = new Map((await part('names', '').catch((trouble) => (note(found.troubles, trouble), {})))[kind]);
  return [...sums].map(([value, n]) => [value, names.get(value) || value, n]).sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
}

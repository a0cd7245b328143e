// One character off: what the OCR may have made of a string of four characters or more.

// So many texts are looked at in a block; of a long one so many further parts.
const LOOK = 60, FURTHER = 2;

// Documents of a block that hold a string one character off, with the strings as printed, and none that holds the string itself.
async function near(block, term, troubles) {
  const codes = codesOf(term.folded), n = codes.length, candidates = new Set();
  if (n < 4 || n > 24) return [];
  const lists = new Map();
  const docsOf = async (part) => {
    const key = part.join();
    if (!lists.has(key)) lists.set(key, lookUp(block, part));
    return (await lists.get(key)).docs;
  };
  // What is known to hold the string itself must not use up what may be looked at.
  const exact = await lookUp(block, codes);
  const known = exact.sure && (!exact.blind || (await holds(block, [...exact.docs.keys()][0], term))) ? exact.docs : new Map();
  for (let wrong = 0; wrong < n; wrong++) {
    // Either side of the wrong character; one character alone tells too little to fetch its list.
    const sides = [codes.slice(0, wrong), codes.slice(wrong + 1)].filter((side) => side.length > 1);
    let docs = null;
    for (const side of sides) docs = docs ? both(docs, await docsOf(side)) : await docsOf(side);
    for (const doc of docs.keys()) {
      if (candidates.size >= LOOK) break;
      if (!known.has(doc)) candidates.add(doc);
    }
  }
  const out = await Promise.all([...candidates].map(async (doc) => {
    const strings = new Set();
    const held = await read(block, doc, (units, own) => units.some((unit) => {
      const { folded, map, ends } = foldText(unit, own);
      for (const [from, to] of offByOne(folded, term.folded)) strings.add(unit.slice(map[from], ends[to - 1]));
      return folded.includes(term.folded);
    }), exact.docs.has(doc) ? Infinity : FURTHER);
    return strings.size && !held ? { doc, strings } : null;
  }).map((hit) => hit.catch((trouble) => (note(troubles, trouble), null))));
  return out.filter(Boolean);
}

// Where a text holds a string with one character changed.
function offByOne(text, string) {
  const out = [];
  for (let at = 0; at + string.length <= text.length; at++) {
    let off = 0;
    for (let i = 0; i < string.length && off < 2; i++) off += text[at + i] !== string[i];
    if (off === 1) out.push([at, at + string.length]);
  }
  return out;
}

const longestOf = (terms) => terms.reduce((a, b) => (a && a.folded.length >= b.folded.length ? a : b), null);

async function nearAll(all, terms, troubles) {
  const term = longestOf(terms);
  if (!term) return [];
  const of = async (block) => (await near(block, term, troubles)).map((hit) => ({ block, ...hit }));
  return (await Promise.all(all.map((block) => of(block).catch((trouble) => (note(troubles, trouble), []))))).flat();
}

// The answers of a tolerant query: its longest word one character off. What holds the query itself is not among them.
async function tolerant(all, { terms }, troubles) {
  const words = terms.filter((t) => !t.not), longest = longestOf(words), others = terms.filter((t) => t !== longest);
  let hits = await nearAll(all, words, troubles);
  for (const block of others.length ? all : []) {
    // The other words, and those that must not be there, count as ever.
    const { docs } = await answer(block, others, troubles).catch((trouble) => (note(troubles, trouble), { docs: new Map() }));
    hits = hits.filter((hit) => hit.block !== block || docs.has(hit.doc));
  }
  const answers = all.map((block) => ({
    block,
    docs: new Map(hits.filter((hit) => hit.block === block).map(({ doc }) => [doc, [0]])),
    sizes: [],
  }));
  // What they hold is what is marked.
  const strings = [...new Set(hits.flatMap(({ strings }) => [...strings]))].map((text) => ({ text, folded: foldKey(text, table()) }));
  return { terms: strings, answers };
}

// Strings one character off that do occur, for a query that finds nothing.
async function suggestions(found) {
  const near = await nearAll(found.blocks, found.terms, found.troubles);
  const counts = new Map();
  for (const { strings } of near) for (const s of strings) counts.set(s, (counts.get(s) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([s]) => s);
}

// A query: several words (all of them), "…" (white space within it dropped), -word (without).

// [{text, not}]; what means nothing goes into `ignored`.
function parse(query, ignored) {
  const terms = [];
  for (const [whole, minus, marked, word] of query.matchAll(/([-－]?)("[^"]*"|“[^”]*”|＂[^＂]*＂)(?=\s|$)|(\S+)/gu)) {
    const not = word === undefined ? minus !== '' : /^[-－]./u.test(word);
    const text = word === undefined ? marked.slice(1, -1) : not ? word.slice(1) : word;
    if (foldKey(text, table) && !/^[-－]$/u.test(whole)) terms.push({ text, not });
    else ignored.push(whole);
  }
  return terms;
}

// What a block knows of a term: {docs, sure, blind, codes}.
async function ask(block, term) {
  const codes = codesOf(term.folded);
  const answer = { ...(await lookUp(block, codes)), term, codes };
  return answer;
}

// So many texts are looked at before the index is asked again for what follows within the string.
const FEW = 6;
// So often is it asked again at most.
const MORE = 5;

const both = (a, b) => {
  const out = new Map();
  for (const [doc, flags] of a) if (b.has(doc)) out.set(doc, flags);
  return out;
};

const textOf = (block, doc) => `${block.folder}/t${doc >> block.shift}`;
const recordAt = async (block, doc) => (await part(textOf(block, doc), block.version))[doc & ((1 << block.shift) - 1)];

// A text brings what it needs of the big table: variant, form, variant, form …
function tableOf(record) {
  const [...all] = record[7];
  return all.length ? new Map(all.flatMap((c, i) => (i % 2 ? [] : [[c, all[i + 1]]]))) : null;
}

// A text's units, those of long texts in up to `most` further parts, until `enough(units, own, the number of units before)`; whether it was.
async function read(block, doc, enough, most = Infinity) {
  const record = await recordAt(block, doc), own = tableOf(record);
  let units = record[9], from = 0;
  for (let k = 0; !enough(units, own, from); k++) {
    if (k === Math.min(record[11], most)) return false;
    from += units.length;
    units = await part(`${block.folder}/x${record[10] + k}`, block.version);
  }
  return true;
}

// Whether a text holds a term.
const holds = (block, doc, { folded }) => read(block, doc, (units, own) => units.some((unit) => foldKey(unit, own).includes(folded)));

// Runs over documents, forty at a time, and keeps those that pass. One whose text can't be had is a trouble, and left out.
async function filter(docs, passes, troubles) {
  const out = new Map(), all = [...docs];
  for (let i = 0; i < all.length; i += 40) {
    const some = all.slice(i, i + 40), pass = await Promise.all(some.map(([doc]) => passes(doc).catch((t) => (note(troubles, t), false))));
    some.forEach(([doc, flags], k) => pass[k] && out.set(doc, flags));
  }
  return out;
}

// The documents that hold a term, as far as `among` them: the candidates' texts are looked at.
async function confirm(block, answer, among, troubles) {
  let { docs } = answer;
  if (among) docs = both(docs, among);
  if (answer.blind && docs.size) {
    for (const doc of answer.docs.keys()) {
      try {
        return (await holds(block, doc, answer.term)) ? docs : new Map();
      } catch (trouble) {
        // Another text tells as well.
        note(troubles, trouble);
      }
    }
  }
  if (answer.sure) return docs;
  const { codes } = answer, step = Math.ceil(codes.length / MORE);
  for (let i = Math.min(step, 1); docs.size > FEW && i + 1 < codes.length; i += step) docs = both(docs, (await lookUp(block, codes.slice(i))).docs);
  return filter(docs, (doc) => holds(block, doc, answer.term), troubles);
}

// The documents of a block that answer all terms: Map from document to [flags of each positive term].
async function answer(block, terms, troubles) {
  const answers = await Promise.all(terms.map((term) => ask(block, term)));
  const yes = answers.filter((a) => !a.term.not).sort((a, b) => a.docs.size - b.docs.size);
  // What is sure first: it leaves fewer texts to look at.
  let left = null;
  for (const a of yes) left = left ? both(left, a.docs) : a.docs;
  for (const a of yes) if (!a.sure || a.blind) left = await confirm(block, a, left, troubles);
  if (!left) left = new Map(Array.from({ length: block.docs }, (_, doc) => [doc, 0]));
  for (const a of answers) {
    if (!a.term.not) continue;
    const without = await confirm(block, a, left, troubles);
    left = new Map([...left].filter(([doc]) => !without.has(doc)));
  }
  const out = new Map(), positive = answers.filter((a) => !a.term.not);
  for (const doc of left.keys()) out.set(doc, positive.map((a) => a.docs.get(doc)));
  // How many documents hold each term, to weigh it by.
  return { block, docs: out, sizes: positive.map((a) => a.docs.size) };
}

// Folded by what is known: without the big table, unless it was loaded.
const fold = (terms) => terms.map((term) => ({ ...term, folded: foldKey(term.text, table) }));

// All blocks' answers; troubles are added to `troubles`.
async function ask_all(all, terms, troubles) {
  const answers = await Promise.all(
    all.map((block) => answer(block, terms, troubles).catch((trouble) => ({ block, docs: new Map(), sizes: [], trouble: note(troubles, trouble) }))),
  );
  return answers;
}

function note(troubles, trouble) {
  if (!trouble.code) throw trouble;
  if (!troubles.some((t) => t.path === trouble.path)) troubles.push(trouble);
  return trouble;
}

// The answers to a query. The index holds no character that the big table would change, so a query with one finds nothing: only
// then is the table loaded, and the query asked again.
async function run(all, query, ignored, troubles) {
  let terms = fold(parse(query, ignored));
  if (!terms.length) return { terms, answers: [] };
  let answers = await ask_all(all, terms, troubles);
  const odd = !table && terms.some((t) => t.not || answers.every((a) => !a.docs.size)) && /[^\0-\u2e7f]/u.test(query);
  if (odd) {
    try {
      await loadTable();
    } catch (trouble) {
      note(troubles, trouble);
    }
    const again = fold(terms);
    if (again.some((t, i) => t.folded !== terms[i].folded)) answers = await ask_all(all, (terms = again), troubles);
  }
  return { terms, answers };
}

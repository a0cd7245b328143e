// What the index knows of a string: the reading side of src/search/files.rs.

// Code points of a folded string, plus one: 0 is the end of a text.
const codesOf = (folded) => Array.from(folded, (c) => c.codePointAt(0) + 1);

function compare(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

const begins = (long, short) => short.every((code, i) => long[i] === code);

const readAlphabet = (bits) => bits.list(bits.gamma() - 1, 0x110001);

// Where a string is: {gram} (number of a file), or {list, index} where its strings fill several files; null: nowhere.
function locate(text, codes) {
  const bits = new Bits(text);
  const grams = bits.gamma() - 1;
  let list = bits.gamma() - 2, index = 0, gram = -1, found = false;
  const alphabet = readAlphabet(bits);
  let before = [];
  for (let n = bits.gamma(), k = 0; k < n; k++) {
    const shared = bits.gamma() - 1, boundary = before.slice(0, shared);
    for (let fresh = bits.gamma(); fresh > 0; fresh--) boundary.push(alphabet[bits.within(alphabet.length)]);
    for (let length = Math.max(shared, 1); length < boundary.length; length++) {
      if (length === shared && before.length > shared) continue;
      if (length === codes.length && begins(boundary, codes)) found = true;
      if (!bits.number(1)) continue;
      if (bits.number(1)) list++, (index = 0);
      // A string without a list of its own has that of the next one: nothing else follows it.
      if (found) return { list, index };
      index++;
    }
    if (compare(boundary, codes) <= 0) gram = grams + k;
    before = boundary;
  }
  return gram < 0 ? null : { gram };
}

// Lists of more documents tell of the first paragraph only where the string is also there three times (files.rs).
const COMMON = 2048;

// Documents with flags (1 title, 2 subtitle, 4 lead, 8 often): of the list with that index.
function readList(text, index, docs) {
  const bits = new Bits(text);
  for (;;) {
    const n = bits.gamma(), numbers = bits.list(n, docs), flags = readFlags(bits, n);
    if (!index--) return new Map(numbers.map((doc, i) => [doc, flags[i] | (n > COMMON && flags[i] & 4 ? 8 : 0)]));
  }
}

function readFlags(bits, n) {
  const flags = new Uint8Array(n);
  for (let flag = 1; flag < 16; flag *= 2) for (const i of bits.list(bits.gamma() - 1, n)) flags[i] |= flag;
  return flags;
}

// {docs: Map of documents to flags, sure, blind}. Not sure: the documents are candidates whose texts must be looked at.
// Blind: either all of them hold the string or none does.
function readGram(text, codes, docs) {
  const bits = new Bits(text), alphabet = readAlphabet(bits), picked = [];
  let count = 0, sure = true, blind = false;
  const pick = (doc, at) => picked.push([doc, at]);
  // `depth`: how much of the string leads here; −1 beside its way, Infinity below its end.
  const branch = (depth) => {
    const own = bits.list(bits.gamma() - 1, alphabet.length).map((rank) => alphabet[rank]);
    const onWay = depth >= 0 && depth < codes.length, rare = onWay && !own.includes(codes[depth]);
    if (rare) sure = false;
    const n = bits.gamma() - 1;
    if (n) {
      const wide = bits.gamma() - 1;
      const bucket = wide && onWay ? Math.imul(codes[depth], 0x9e3779b1) >>> (32 - wide) : 0;
      for (const number of bits.list(n, docs * 2 ** wide)) {
        if (depth === Infinity || (rare && Math.floor(number / docs) === bucket)) pick(number % docs, count);
        count++;
      }
    }
    for (const code of own) {
      let next = onWay ? (code === codes[depth] ? depth + 1 : -1) : depth;
      if (bits.number(1)) {
        const all = next === Infinity || next > 0;
        if (next < codes.length && next > 0) sure = false;
        const size = bits.gamma();
        for (const doc of bits.list(size, docs)) {
          if (all) pick(doc, count);
          count++;
        }
      } else {
        const skip = bits.gamma() - 1;
        if (next > 0 && next < Infinity) {
          if (skip && next < codes.length) blind = true;
          next = next + skip >= codes.length ? Infinity : next + skip;
        }
        branch(next);
      }
    }
  };
  branch(0);
  const flags = readFlags(bits, count), found = new Map();
  for (const [doc, at] of picked) found.set(doc, found.get(doc) | flags[at]);
  return { docs: found, sure, blind: blind && sure };
}

const NOTHING = { docs: new Map(), sure: true, blind: false };

// What a block knows of a string.
async function lookUp(block, codes) {
  let page = -1;
  while (block.firsts[page + 1] <= codes[0]) page++;
  if (page < 0) return NOTHING;
  const { folder, version, docs } = block;
  const place = locate(block.pages[page] || (await part(`${folder}/d${page}`, version)), codes);
  if (!place) return NOTHING;
  if (place.gram >= 0) return readGram(await part(`${folder}/g${place.gram}`, version), codes, docs);
  return { docs: readList(await part(`${folder}/l${place.list}`, version), place.index, docs), sure: true, blind: false };
}

// A folded text, and where in the printed text each part of it came from.

// What is normalised together: no composition runs over the ends of such a run.
const foldRun = RegExp(`[${foldLeft}]|[^](?:(?![${foldLeft}])[\\p{M}\\u1160-\\u11ff\\u3131-\\u318e\\uff9e-\\uffdc])*`, 'gu');

// {folded, map, ends}: folded as by foldKey; its UTF-16 unit i was made of text.slice(map[i], ends[i]), so that a match
// folded.slice(i, j) is marked in the text from map[i] to ends[j - 1].
function foldText(text, table) {
  const map = [], ends = [];
  let folded = '';
  for (const { 0: run, index } of text.matchAll(foldRun)) {
    const end = index + run.length;
    folded += foldKey(run, table);
    while (map.length < folded.length) map.push(index), ends.push(end);
  }
  return { folded, map, ends };
}

// What mark.js asks: basic, or with the big table once it was loaded.
const fold = (text, full) => foldText(text, full ? table() : null);

// The payload of search/variants.js -> Map from variant to form (how it is written: `variants_js` in fold.rs).
function readVariants(payload) {
  const [forms, others] = payload.split('!').map((text) => {
    const numbers = [];
    let n = 0, unit = 1;
    for (const c of text) {
      const digit = c.charCodeAt() - 35 - (c > '\\');
      n += unit * digit;
      unit *= 23;
      if (digit < 68) numbers.push(n), (n = 0), (unit = 1);
    }
    return numbers;
  });
  const table = new Map();
  let to = 0, from = 0;
  forms.forEach((step, i) => {
    to += step;
    from += others[i] % 2 ? -(others[i] + 1) / 2 : others[i] / 2;
    table.set(String.fromCodePoint(from), String.fromCodePoint(to));
  });
  return table;
}

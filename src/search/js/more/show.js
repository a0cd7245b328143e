// A result as it is shown: its article's title, date and place, and a snippet around a match.

async function show(found, { block, doc }) {
  const [id, href, title, publication, date, page, region, , zones] = await recordAt(block, doc);
  // The unit with most of the words: of the text rather than of the headline, as that is shown anyway.
  let best = null, zone = '3';
  const seen = new Set();
  const look = (unit, own, i) => {
    const text = foldText(unit, own), held = found.words.filter((word) => text.folded.includes(word));
    held.forEach((word) => seen.add(word));
    if (held.length && zones[i] < zone) zone = zones[i];
    const worth = held.length * 4 + (zones[i] > '1' ? 1 : 0);
    if (held.length ? !best || worth > best.worth : !best && zones[i] === '2') best = { unit, text, held, worth: held.length ? worth : 0, shown: zones[i] > '1' };
  };
  await read(block, doc, (units, own, from) => {
    units.forEach((unit, i) => look(unit, own, from + i));
    // Words in the headline are shown anyway: one part more is looked at for the text's.
    return found.words.every((word) => seen.has(word)) && (from || (best && best.shown));
  }).catch((trouble) => note(found.troubles, trouble));
  const snippet = best ? cut(best.unit, best.text, best.held) : [];
  return { id, href, title, publication, date, page, region, zone: ['title', 'subtitle', 'lead', 'body'][zone], snippet };
}

// Runs of text, marked or not: about eighty characters around the first match.
function cut(unit, { folded, map, ends }, words) {
  const marks = [];
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) marks.push([map[at], ends[at + word.length - 1]]);
  marks.sort((a, b) => a[0] - b[0]);
  const first = marks.length ? marks[0][0] : 0;
  let start = Math.max(0, first - 30), end = Math.min(unit.length, Math.max(start + 90, marks.length ? Math.min(marks[0][1] + 10, start + 200) : 0));
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

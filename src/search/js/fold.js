// Folding: the same rule as src/search/fold.rs (docs/folding.md). `table`: null (basic), or the Map of `readVariants` (full).

// Ranges of code points for a regular expression: from the end before to the start, from there to the end; base 36.
const foldRanges = (steps, at = 0) => steps.replace(/(\w+) (\w+) ?/g, (_, ...steps) => steps.slice(0, 2).map((step) => `\\u{${(at += parseInt(step, 36)).toString(16)}}`).join('-'));
// Newer than the oldest browsers know: left alone.
const foldLeft = foldRanges('120 0 1f 1 1o 1 jy 1n oa 0 255 0 q2 1d bd 0 a9 0 ir 2 2a8 0 oep 0 7 1a 1j 0 n1 0 hs7 gf 13l bz 3n 3 6j 0 lu 26 128 j 16m 1 d0c h 2es 6 8n 9d cvm 3 5gw uq 88 1d th 0 1rj 2y 1d 2n f3 0 fy eh 457 9');
const foldNewer = RegExp(`([${foldLeft}])`, 'u');
// White space and what nobody sees: dropped.
const foldUnseen = RegExp(`[${foldRanges('0 w 2n x d 0 iq 0 jx 0 283 1 10g 0 8k 1 2e 4 1kh f p 7 1c g 32p 0 14ow f 6o 0 6p b 119h 3 440 7 h406 35r')}]`, 'u');
// The one form of a mark, then its variants.
const foldMarks = new Map();
for (const [to, ...all] of '"“”„‟«»「」『』〝〞〟❝❞ \'‘’‚‛‹›❛❜ʼ′ -‐‒–—―⸺⸻−─━⁃ ~〜∼ ·•・‧∙⋅⸱ 《〈⟨⟪≪ 》〉⟩⟫≫ [〔【〖〘〚⟦❲ ]〕】〗〙〛⟧❳ :∶ /⁄∕ |∣│┃ 〇○◯ σς'.split(' '))
  for (const from of all) foldMarks.set(from, to);
const foldKnown = new Map();

// One code point of a text in NFKC: one, or ''.
function foldOne(c, table) {
  let to = foldKnown.get(c);
  if (to === undefined) {
    const [low] = c.toLowerCase();
    to = foldNewer.test(c) ? c : foldUnseen.test(c) ? '' : foldMarks.get(low) || low;
    foldKnown.set(c, to);
  }
  return (table && table.get(to)) || to;
}

// The folded text.
function foldKey(text, table) {
  let out = '';
  text.split(foldNewer).forEach((piece, odd) => {
    for (const c of odd % 2 ? piece : piece.normalize('NFKC')) out += foldOne(c, table);
  });
  return out;
}

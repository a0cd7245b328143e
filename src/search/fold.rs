//! fold: one form of a text for finding. `docs/folding.md` is the rule in words; `js/fold.js` is the same for browsers.
//!
//! In: text as printed. Out: its folded form, which is compared character by character. Steps: NFKC over the text; then
//! each code point becomes one code point or none: 1. white space and what nobody sees is dropped; 2. lower case;
//! 3. variants of punctuation ([`MARKS`]); 4. 简繁 and 异体 ([`variants`]). 1 to 3 are [`basic`], all four [`fold`].
//! What Unicode gained after [`LEFT`]'s version is left alone, so that every browser gives the same answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

/// White space, control characters and what is never seen: joiners, direction marks, soft hyphens, variation selectors.
pub const DROPPED: &[(char, char)] = &[
    ('\0', ' '),
    ('\u{7F}', '\u{A0}'),
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{2000}', '\u{200F}'),
    ('\u{2028}', '\u{202F}'),
    ('\u{205F}', '\u{206F}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFF0}', '\u{FFFB}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Ranges that hold every code point which Unicode 13.0 to 18.0 gave a normal form, a combining class or a lower case, and none
/// that had one in 12.1, which the oldest browsers that can search know. They are neither normalised nor mapped.
pub const LEFT: &[(char, char)] = &[
    ('\u{558}', '\u{558}'),
    ('\u{58B}', '\u{58C}'),
    ('\u{5C8}', '\u{5C9}'),
    ('\u{897}', '\u{8D2}'),
    ('\u{C3C}', '\u{C3C}'),
    ('\u{1715}', '\u{1715}'),
    ('\u{1ABF}', '\u{1AF0}'),
    ('\u{1C89}', '\u{1C89}'),
    ('\u{1DFA}', '\u{1DFA}'),
    ('\u{209D}', '\u{209F}'),
    ('\u{2C2F}', '\u{2C2F}'),
    ('\u{A7C0}', '\u{A7C0}'),
    ('\u{A7C7}', '\u{A7F5}'),
    ('\u{A82C}', '\u{A82C}'),
    ('\u{AB69}', '\u{AB69}'),
    ('\u{10570}', '\u{107BF}'),
    ('\u{10D50}', '\u{10EFF}'),
    ('\u{10F82}', '\u{10F85}'),
    ('\u{11070}', '\u{11070}'),
    ('\u{11382}', '\u{113D0}'),
    ('\u{11930}', '\u{11943}'),
    ('\u{11F41}', '\u{11F42}'),
    ('\u{1611E}', '\u{1612F}'),
    ('\u{16D63}', '\u{16D69}'),
    ('\u{16EA0}', '\u{16FF1}'),
    ('\u{1B123}', '\u{1B126}'),
    ('\u{1CCD6}', '\u{1D128}'),
    ('\u{1D250}', '\u{1D281}'),
    ('\u{1D6A6}', '\u{1D6A6}'),
    ('\u{1DF95}', '\u{1DFFF}'),
    ('\u{1E030}', '\u{1E08F}'),
    ('\u{1E2AE}', '\u{1E2AE}'),
    ('\u{1E4EC}', '\u{1E6F5}'),
    ('\u{1FBF0}', '\u{1FBF9}'),
];

/// Variants of a mark, after its one form. Marks that mean different things (`、` and `，`) are never joined.
pub const MARKS: &[(char, &str)] = &[
    ('"', "“”„‟«»「」『』〝〞〟❝❞"),
    ('\'', "‘’‚‛‹›❛❜ʼ′"),
    ('-', "‐‒–—―⸺⸻−─━⁃"),
    ('~', "〜∼"),
    ('·', "•・‧∙⋅⸱"),
    ('《', "〈⟨⟪≪"),
    ('》', "〉⟩⟫≫"),
    ('[', "〔【〖〘〚⟦❲"),
    (']', "〕】〗〙〛⟧❳"),
    (':', "∶"),
    ('/', "⁄∕"),
    ('|', "∣│┃"),
    ('〇', "○◯"),
    ('σ', "ς"),
];

/// Where the one-digit numbers of the payload end, and what a further digit counts.
const SHORT: u32 = 68;
const MORE: u32 = 91 - SHORT;

/// Full folding: the form that is indexed and searched.
pub fn fold(text: &str) -> String {
    FULL.run(text)
}

/// Full folding, with what the big table changes in the text: (variant, form).
pub fn told(text: &str, changes: &mut BTreeSet<(char, char)>) -> String {
    // Of what went through the first three steps only the fourth changes anything.
    let change = |c: char| match char::from_u32(FULL.class(c)).filter(|form| *form != c) {
        Some(form) => {
            changes.insert((c, form));
            form
        }
        None => c,
    };
    BASIC.run(text).chars().map(change).collect()
}

/// Folding without the big table: what a page knows before `search/variants.js` has been loaded.
pub fn basic(text: &str) -> String {
    BASIC.run(text)
}

/// Full folding of one code point of a text in NFKC; `None` where it is dropped.
pub fn letter(c: char) -> Option<char> {
    one(c).map(|c| variants().get(&c).copied().unwrap_or(c))
}

/// The big table: traditional, variant and Japanese forms, and the one form of each. No form is itself a variant.
pub fn variants() -> &'static BTreeMap<char, char> {
    static VARIANTS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
        let pairs = include_str!("tables/variants.tsv").lines().filter_map(|line| {
            let mut chars = line.split('\t').filter_map(|field| field.chars().next());
            Some((chars.next()?, chars.next()?))
        });
        pairs.collect()
    });
    &VARIANTS
}

/// The big table as the file `search/variants.js`.
///
/// Pairs by form, then by variant. First the forms, `!`, then the variants; each as the difference to the one before it
/// (variants: twice it, less one where it is negative), each number in digits from `#` on without `\`: those from
/// `SHORT` on say that more follow, the lowest comes first.
pub fn variants_js() -> String {
    let mut pairs: Vec<(u32, u32)> = variants().iter().map(|(&from, &to)| (to as u32, from as u32)).collect();
    pairs.sort_unstable();
    let (mut forms, mut others) = (String::new(), String::new());
    let (mut form, mut other) = (0, 0);
    for (to, from) in pairs {
        number(&mut forms, to - form);
        number(&mut others, if from >= other { (from - other) * 2 } else { (other - from) * 2 - 1 });
        (form, other) = (to, from);
    }
    super::part::digits("variants", &super::LAYOUT.to_string(), &format!("{forms}!{others}"))
}

fn number(out: &mut String, mut n: u32) {
    while n >= SHORT {
        n -= SHORT;
        out.push(digit(SHORT + n % MORE));
        n /= MORE;
    }
    out.push(digit(n));
}

fn digit(n: u32) -> char {
    let code = b'#' + n as u8;
    char::from(if code < b'\\' { code } else { code + 1 })
}

/// Steps 1 to 3 for one code point of a text in NFKC.
fn one(c: char) -> Option<char> {
    static TABLE: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
        MARKS.iter().flat_map(|&(to, from)| from.chars().map(move |from| (from, to))).collect()
    });
    if within(c, LEFT) {
        return Some(c);
    }
    if within(c, DROPPED) {
        return None;
    }
    // `İ` alone becomes two, of which the first is its simple lower case.
    let lower = c.to_lowercase().next().unwrap_or(c);
    Some(TABLE.get(&lower).copied().unwrap_or(lower))
}

fn within(c: char, ranges: &[(char, char)]) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= c);
    after > 0 && c <= ranges[after - 1].1
}

/// The rule itself, which [`Table`] only makes fast.
fn slowly(text: &str, one: fn(char) -> Option<char>, out: &mut String) {
    for piece in text.split_inclusive(|c| within(c, LEFT)) {
        let left = piece.chars().next_back().filter(|&c| within(c, LEFT));
        let piece = left.map_or(piece, |c| &piece[..piece.len() - c.len_utf8()]);
        out.extend(piece.nfkc().filter_map(one));
        out.extend(left);
    }
}

/// What becomes of each code point of the basic plane: its folded form, or one of the three below.
struct Table {
    one: fn(char) -> Option<char>,
    plane: Box<[u32]>,
}

/// Nothing is left of it.
const NONE: u32 = 0x11_0000;
/// More than one code point, by [`slowly`].
const MANY: u32 = 0x11_0001;
/// May change or be changed by what stands before it: both are folded together, by [`slowly`].
const JOINS: u32 = 0x11_0002;

static BASIC: LazyLock<Table> = LazyLock::new(|| Table::new(one));
static FULL: LazyLock<Table> = LazyLock::new(|| Table::new(letter));

impl Table {
    fn new(one: fn(char) -> Option<char>) -> Table {
        let plane = (0..0x1_0000).map(|code| char::from_u32(code).map_or(NONE, |c| class(c, one)));
        Table { one, plane: plane.collect() }
    }

    fn class(&self, c: char) -> u32 {
        self.plane.get(c as usize).copied().unwrap_or_else(|| class(c, self.one))
    }

    fn run(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        // Where the last code point begins that joins nothing, in the text and in what was made of it.
        let (mut start, mut made) = (0, 0);
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            let class = self.class(c);
            if class == JOINS {
                let more = text[next..].find(|c| self.class(c) != JOINS);
                at = more.map_or(text.len(), |more| next + more);
                out.truncate(made);
                slowly(&text[start..at], self.one, &mut out);
                (start, made) = (at, out.len());
                continue;
            }
            (start, made) = (at, out.len());
            at = next;
            match class {
                NONE => {}
                MANY => slowly(&text[start..at], self.one, &mut out),
                code => out.extend(char::from_u32(code)),
            }
        }
        out
    }
}

fn class(c: char, one: fn(char) -> Option<char>) -> u32 {
    let mapped = |c| one(c).map_or(NONE, u32::from);
    // Most of the plane, and its own normal form.
    if matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{E000}'..='\u{F8FF}')
        || within(c, LEFT)
    {
        return mapped(c);
    }
    let first = std::iter::once(c).nfkd().next().unwrap_or(c);
    if canonical_combining_class(first) != 0 || is_nfc_quick(std::iter::once(first)) == IsNormalized::Maybe {
        return JOINS;
    }
    let mut normal = std::iter::once(c).nfkc();
    match (normal.next(), normal.next()) {
        (Some(c), None) => mapped(c),
        _ => MANY,
    }
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;

//! text: what every stage must agree on about characters, words, numbers and names.
//!
//! In: strings. Out: their forms for showing (NFC) and for comparing (`fold`, `letters`), and what they are
//! (`words`: a word? `names`: a person, a body? `numbers`: which number? `dates`: which day? `links`: words or an address?
//! `charset`: one of these characters?).

pub mod charset;
pub mod dates;
pub mod links;
pub mod names;
pub mod numbers;
pub mod punctuation;
pub mod script;
pub mod words;

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// NFC: the form in which text is shown. NFKC is for comparing only: it would turn `，` into `,`.
pub fn nfc(text: &str) -> String {
    in_nfc(text).into_owned()
}

/// [`nfc`] of a text that most likely is in it.
pub fn in_nfc(text: &str) -> Cow<'_, str> {
    let is = others(text).all(|(_, c)| is_plain(c)) || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if is { text.into() } else { text.nfc().collect() }
}

/// Characters of which most Chinese text is made, and that no normal form changes but for their width.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{7F}' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF5E}')
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '·' | '\u{3000}')
}

/// Letters and digits, width and case folded: for comparing texts that differ in punctuation and spacing only.
pub fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    add_letters(text, &mut letters);
    letters
}

/// [`letters`] of a text, behind others; tells how many they are.
pub fn add_letters(text: &str, letters: &mut String) -> usize {
    let begin = letters.len();
    // Han ideographs, of three bytes each, are taken over in stretches.
    let (mut done, mut count) = (0, 0);
    for (at, c) in others(text) {
        if !is_plain(c) {
            // It may stand for others.
            letters.truncate(begin);
            let folded = text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
            return folded.map(|c| letters.push(c)).count();
        }
        letters.push_str(&text[done..at]);
        count += (at - done) / 3;
        done = at + c.len_utf8();
        let folded = fold_char(c);
        if folded.is_ascii_alphanumeric() {
            letters.push(folded.to_ascii_lowercase());
            count += 1;
        }
    }
    letters.push_str(&text[done..]);
    count + (text.len() - done) / 3
}

/// The characters of a text, with their places, that are not of the block of common Han ideographs: most are, and are passed
/// over by their first bytes.
#[inline]
pub fn others(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (bytes, mut next) = (text.as_bytes(), 0);
    std::iter::from_fn(move || {
        loop {
            // U+4E00 to U+9FFF.
            let common = match *bytes.get(next)? {
                0xE5..=0xE9 => true,
                0xE4 => bytes.get(next + 1).is_some_and(|second| *second >= 0xB8),
                _ => false,
            };
            if !common {
                let (at, c) = (next, text[next..].chars().next()?);
                next += c.len_utf8();
                return Some((at, c));
            }
            next += 3;
        }
    })
}

/// [`char::is_alphanumeric`], which is slow to tell the marks of Chinese print: for what asks at every character.
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        // Dashes, quotation marks, the ellipsis; 、。《》「」【】; ，；：？！（）
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3020}' => false,
        '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' => false,
        c => c.is_alphanumeric(),
    }
}

/// One character for one: full-width ASCII forms become ASCII, all white space a space; the rest stays.
/// Rules read folded text, so that `（` and `(`, `，` and `,` are one.
#[inline]
pub fn fold_char(c: char) -> char {
    match c {
        // Most of a text.
        '\u{3001}'..='\u{3013}' | '\u{4E00}'..='\u{9FFF}' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '〔' | '﹝' => '[',
        '〕' | '﹞' => ']',
        '“' | '”' | '‘' | '’' => c,
        '·' | '•' | '・' | '‧' => '·',
        '―' | '─' | '–' | '━' => '—',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// [`fold_char`] over a text.
pub fn fold(text: &str) -> Cow<'_, str> {
    let (mut folded, mut done) = (String::new(), 0);
    // Most characters stay: they are taken over in stretches.
    for (at, c) in others(text) {
        let other = fold_char(c);
        if other != c {
            if done == 0 {
                folded.reserve(text.len());
            }
            folded.push_str(&text[done..at]);
            folded.push(other);
            done = at + c.len_utf8();
        }
    }
    if done == 0 {
        return text.into();
    }
    folded.push_str(&text[done..]);
    folded.into()
}

/// Whether ASCII marks stand in a text: most have none, and three are looked for at once.
pub fn has_one_of(text: &str, marks: &[u8]) -> bool {
    let text = text.as_bytes();
    marks.chunks(3).any(|marks| match *marks {
        [a, b, c] => memchr::memchr3(a, b, c, text).is_some(),
        [a, b] => memchr::memchr2(a, b, text).is_some(),
        [a] => memchr::memchr(a, text).is_some(),
        _ => false,
    })
}

/// A number that equal texts share: to find again what may be equal.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Without any white space.
pub fn squeeze(text: &str) -> String {
    collect(text.chars().filter(|c| !c.is_whitespace()), text.len())
}

/// Characters as a text of about so many bytes: it is given its room at once.
fn collect(chars: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes);
    chars.for_each(|c| text.push(c));
    text
}

/// Han ideographs, with the extensions, 〇 and 々.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '々')
}

/// Ends a sentence.
pub fn is_stop(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '！' | '？' | '…' | '.')
}

/// Closes a quotation, a bracket or a book title.
pub fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | ')' | '）' | ']' | '】' | '》' | '〉' | '〕' | '"')
}

/// Joins a piece onto a text: nothing between Chinese characters, a space between Latin words.
pub fn append(left: &mut String, right: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(left.chars().next_back()) && latin(right.chars().next()) {
        left.push(' ');
    }
    left.push_str(right);
}

/// How alike two texts are in their letters: Dice's coefficient over character bigrams, 0 to 1.
pub fn alike(a: &str, b: &str) -> f64 {
    let (a, b) = (letters(a), letters(b));
    if a == b {
        return if a.is_empty() { 0.0 } else { 1.0 };
    }
    likeness(&pairs(&a), &pairs(&b))
}

/// Two letters that follow each other.
pub type Pair = (char, char);

/// All pairs of letters of a text, sorted.
pub fn pairs(letters: &str) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = letters.chars().zip(letters.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// Dice's coefficient of two sorted lists.
pub fn likeness(a: &[Pair], b: &[Pair]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * both as f64 / (a.len() + b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_others_are_told_as_unicode_has_them() {
        for c in ('\0'..=char::MAX).filter(|c| !matches!(c, '\u{4E00}'..='\u{9FFF}')) {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
        }
        let text: String = ('\0'..='\u{2FFFF}').step_by(7).chain("一鿿䷿ꀀ".chars()).collect();
        let others: Vec<(usize, char)> = others(&text).collect();
        let common = |c: &char| matches!(c, '\u{4E00}'..='\u{9FFF}');
        assert!(others.iter().copied().eq(text.char_indices().filter(|(_, c)| !common(c))));
        let mut letters = String::new();
        let plain = "１２０ｋm，山路（第3版）—“渡口”";
        assert_eq!((add_letters(plain, &mut letters), letters.as_str()), (12, "120km山路第3版渡口"));
    }

    #[test]
    fn folding_keeps_the_number_of_characters() {
        let text = "（上接第１７页）“雷”行动，　①·—";
        assert_eq!(fold(text).chars().count(), text.chars().count());
        assert_eq!(fold("（１）：，"), "(1):,");
    }

    #[test]
    fn joining_puts_a_space_between_latin_words_only() {
        for (left, right, joined) in [
            ("老渡口的", "石阶", "老渡口的石阶"),
            ("open", "data", "open data"),
            ("147.", "9亿元", "147.9亿元"),
        ] {
            let mut text = left.to_string();
            append(&mut text, right);
            assert_eq!(text, joined);
        }
    }

    #[test]
    fn likeness_ignores_punctuation_and_stands_a_slip() {
        assert_eq!(alike("老桥 新路", "老桥新路"), 1.0);
        assert!(alike("山区小学合班办学的调查", "山区小学合斑办学的调查") > 0.75);
        assert!(alike("秋粮入库", "地铁通车") < 0.1);
    }
}

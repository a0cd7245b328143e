//! ASCII names for addresses, made from Chinese ones. What an address is made of never changes: the order of names on a page
//! is `order`'s, and may be corrected.
//!
//! In: a name. Out: lower-case pinyin without gaps, safe as a file name everywhere.

use super::key::encode;
use pinyin::ToPinyin;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Longest slug; addresses stay readable and far below every path limit.
const LONGEST: usize = 40;

/// The pinyin of a name, its letters and digits joined: `晋城工作` → `jinchenggongzuo`. Never empty.
pub fn slug(name: &str) -> String {
    finish(&syllables(name), name)
}

/// A column's page: always with a piece of hash, so that a later column of the same sound changes nothing.
pub fn column_slug(name: &str) -> String {
    with_hash(&slug(name), name)
}

/// A person's page, with the surname read as a surname (单 shan, 仇 qiu), and a piece of hash as for columns.
pub fn person_slug(name: &str) -> String {
    with_hash(&finish(&person_syllables(name), name), name)
}

/// Adds a piece of the name's hash to a slug that another name has too.
pub fn with_hash(slug: &str, name: &str) -> String {
    format!("{slug}-{}", encode(name.nfc().collect::<String>().as_bytes(), 6))
}

/// Whether Windows keeps this name (without extension) for a device.
pub fn reserved(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()))
}

/// A syllable in plain ASCII, or a run of Latin letters and digits.
#[derive(Debug, Clone)]
pub(super) struct Syllable {
    pub plain: String,
    /// `1` to `4`, `5` for a syllable without a tone; none for a run.
    pub tone: Option<char>,
}

/// Syllables → slug.
fn finish(syllables: &[Syllable], name: &str) -> String {
    let mut out = String::new();
    for Syllable { plain, .. } in syllables {
        // A whole syllable or none: half a syllable reads as another.
        if out.len() + plain.len() > LONGEST {
            if out.is_empty() {
                out.extend(plain.chars().take(LONGEST));
            }
            break;
        }
        out.push_str(plain);
    }
    if out.is_empty() {
        return format!("x{}", encode(name.as_bytes(), 6));
    }
    if reserved(&out) {
        out.push('x');
    }
    out
}

/// The syllables of a text; runs of Latin letters and digits are syllables of their own.
pub(super) fn syllables(text: &str) -> Vec<Syllable> {
    let mut out: Vec<Syllable> = Vec::new();
    let mut run = String::new();
    for c in text.nfkc() {
        let reading = if c == '〇' { Some("líng") } else { c.to_pinyin().map(pinyin::Pinyin::with_tone) };
        if let Some(reading) = reading {
            flush(&mut run, &mut out);
            out.push(syllable(reading));
        } else if c.is_alphanumeric() {
            // Accents go: é → e.
            run.extend(c.nfd().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
        } else {
            flush(&mut run, &mut out);
        }
    }
    flush(&mut run, &mut out);
    out
}

fn flush(run: &mut String, out: &mut Vec<Syllable>) {
    if !run.is_empty() {
        out.push(Syllable { plain: std::mem::take(run), tone: None });
    }
}

/// A person's syllables: the surname by its table, the rest as any text.
fn person_syllables(name: &str) -> Vec<Syllable> {
    let name: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
    let mut ends = name.char_indices().map(|(i, c)| i + c.len_utf8());
    let (one, two) = (ends.next(), ends.next());
    for end in [two, one].into_iter().flatten() {
        if let Some(reading) = SURNAMES.get(&name[..end]) {
            let mut out = reading.clone();
            out.extend(syllables(&name[end..]));
            return out;
        }
    }
    syllables(&name)
}

/// `tables/surnames.tsv`: surname → its reading as a surname.
static SURNAMES: LazyLock<BTreeMap<&'static str, Vec<Syllable>>> = LazyLock::new(|| {
    include_str!("../describe/tables/surnames.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, reading)| (name, reading.split_whitespace().map(syllable).collect()))
        .collect()
});

/// `lǚ` → `lv`, 3: ü as v, the usual ASCII spelling.
pub(super) fn syllable(reading: &str) -> Syllable {
    let (mut plain, mut tone) = (String::new(), '5');
    for c in reading.nfd() {
        match c {
            '\u{304}' => tone = '1',
            '\u{301}' => tone = '2',
            '\u{30C}' => tone = '3',
            '\u{300}' => tone = '4',
            // NFD puts the two dots right after their u.
            '\u{308}' if plain.ends_with('u') => {
                plain.pop();
                plain.push('v');
            }
            c => plain.extend(c.to_lowercase().filter(char::is_ascii_lowercase)),
        }
    }
    Syllable { plain, tone: Some(tone) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_of_names() {
        assert_eq!(slug("晋城工作"), "jinchenggongzuo");
        assert_eq!(slug("吕梁日报"), "lvliangribao");
        assert_eq!(slug("二〇二二 A4 版"), "erlingerera4ban");
        assert_eq!(slug("ＡＢ２"), "ab2");
        assert_eq!(slug("Café"), "cafe");
        assert_eq!(slug("nul"), "nulx");
        assert_eq!(slug("com1"), "com1x");
        assert!(slug("！？").starts_with('x') && slug("！？").len() == 7);
        assert_ne!(slug("！"), slug("？"));
        assert!(slug(&"报".repeat(99)).len() <= LONGEST);
    }

    #[test]
    fn same_sound_different_page() {
        assert_ne!(column_slug("地方"), column_slug("帝方"));
        assert!(column_slug("地方").starts_with("difang-"));
        assert!(person_slug("单明").starts_with("shanming-"), "{}", person_slug("单明"));
        assert!(person_slug("欧阳修").starts_with("ouyangxiu-"));
    }

    proptest! {
        #[test]
        fn slugs_are_safe(name in "\\PC{0,30}") {
            for s in [slug(&name), column_slug(&name), person_slug(&name)] {
                prop_assert!(!s.is_empty() && s.len() <= LONGEST + 8);
                prop_assert!(s.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-'));
                prop_assert!(!reserved(&s));
                prop_assert!(!s.starts_with('-'));
            }
        }
    }
}

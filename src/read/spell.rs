//! A correction as YAML: one item of a sidecar's `corrections`, ready to paste.
//!
//! In: an [`Action`]. Out: the text that [`corrections`](super::corrections) reads as the same.

use super::sidecar::{Action, Anchor, Facts};
use crate::text::is_han;
use std::fmt::Write;

/// `{start: 新居钥匙昨日交付}`
pub fn correction(action: &Action) -> String {
    match action {
        Action::Set { at, facts } => {
            format!("{{at: {}, set: {{{}}}{}}}", words(&at.text), set(facts), nth(at))
        }
        Action::Start { at } => format!("{{start: {}{}}}", words(&at.text), nth(at)),
        Action::End { at } => format!("{{end: {}{}}}", words(&at.text), nth(at)),
        Action::Join { first, second } => format!("{{join: [{}, {}]}}", anchor(first), anchor(second)),
        Action::Move { block, after } => format!("{{move: {}, after: {}}}", anchor(block), anchor(after)),
        Action::Residue { at, role } => format!("{{residue: {}, role: {role}{}}}", words(&at.text), nth(at)),
        Action::Text { at, printed } => {
            format!("{{at: {}, text: {}{}}}", words(&at.text), words(printed), nth(at))
        }
        Action::Withhold { at } => format!("{{at: {}, withhold: true{}}}", words(&at.text), nth(at)),
        Action::Accept { at, code } => format!("{{at: {}, accept: {code}{}}}", words(&at.text), nth(at)),
    }
}

fn nth(at: &Anchor) -> String {
    at.nth.map(|n| format!(", nth: {n}")).unwrap_or_default()
}

fn anchor(at: &Anchor) -> String {
    match at.nth {
        Some(n) => format!("{{text: {}, nth: {n}}}", words(&at.text)),
        None => words(&at.text),
    }
}

fn set(facts: &Facts) -> String {
    let one = |key: &str, value: &Option<String>| value.as_ref().map(|v| format!("{key}: {}", words(v)));
    let many = |key: &str, all: &Option<Vec<String>>| {
        let all: Vec<String> = all.as_ref()?.iter().map(|v| words(v)).collect();
        Some(format!("{key}: [{}]", all.join(", ")))
    };
    let Facts { title, kicker, subtitle, column, authors, page, page_end, section, regions, topics } = facts;
    let texts = [
        one("title", title),
        one("kicker", kicker),
        one("subtitle", subtitle),
        one("column", column),
        many("authors", authors),
        one("page", page),
        one("page_end", page_end),
        one("section", section),
        many("regions", regions),
        many("topics", topics),
    ];
    texts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Words as YAML: plain where Chinese characters and full-width marks are all there is, else in double quotes.
pub fn words(text: &str) -> String {
    let plain = |c: char| is_han(c) || "“”‘’《》、，。：；？！（）—…·".contains(c);
    if text.starts_with(is_han) && text.chars().all(plain) {
        return text.to_string();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // What may be printed as it is; YAML takes anything by its number.
            ' '..='~' | '\u{A0}'..='\u{1FFF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{D7FF}' => {
                out.push(c)
            }
            '\u{FF01}'..='\u{FFEE}' => out.push(c),
            // Writing to a String cannot fail.
            _ => drop(write!(out, "\\U{:08X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::codes::AnyCode;
    use crate::read::schema::Checker;
    use crate::read::sidecar;
    use crate::read::yaml::YamlText;
    use proptest::prelude::*;

    fn read(item: &str) -> (Vec<Action>, String) {
        let text = format!("corrections:\n  - {item}\n");
        let mut problems = Vec::new();
        let file = YamlText::new("a.yaml", &text);
        let read = sidecar::read(&mut Checker { file: &file, codes: &AnyCode, problems: &mut problems });
        let told = problems.iter().map(|p| format!("{p}\n")).collect();
        (read.corrections.into_iter().map(|c| c.action).collect(), told)
    }

    fn anchor() -> impl Strategy<Value = Anchor> {
        let text = prop_oneof!["[一-龥“”、。]{1,6}", "[ -~一-龥]{0,5}[a-z#:\"'\\\\]", "\\PC{0,6}[字1]"];
        (text, prop::option::of(1usize..9))
            .prop_map(|(text, nth)| Anchor { text: text.trim().to_string(), nth })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same(a in anchor(), b in anchor(), kind in 0..9) {
            let facts = Facts {
                title: Some(a.text.clone()),
                authors: Some(vec![b.text.clone()]),
                page: Some("A02".into()),
                ..Facts::default()
            };
            let action = match kind {
                0 => Action::Set { at: a, facts },
                1 => Action::Start { at: a },
                2 => Action::End { at: a },
                3 => Action::Join { first: a, second: b },
                4 => Action::Move { block: Anchor { nth: None, ..a }, after: b },
                5 => Action::Residue { at: a, role: "advertisement".into() },
                6 => Action::Text { at: a, printed: b.text },
                7 => Action::Accept { at: a, code: "breaks-off".into() },
                _ => Action::Withhold { at: a },
            };
            let spelt = correction(&action);
            let (actions, told) = read(&spelt);
            prop_assert_eq!((actions, told), (vec![action], String::new()), "{}", spelt);
        }
    }

    #[test]
    fn plain_words_stay_plain() {
        let at = |text: &str| Anchor { text: text.into(), nth: Some(2) };
        assert_eq!(correction(&Action::Start { at: at("新居“钥匙”") }), "{start: 新居“钥匙”, nth: 2}");
        assert_eq!(words("1: 甲 #乙"), "\"1: 甲 #乙\"");
        assert_eq!(words("是"), "是");
    }
}

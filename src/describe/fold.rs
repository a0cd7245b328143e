//! One form of the characters for matching: the tables are in simplified characters, a page may not be.
//!
//! In: text as printed. Out: the same with traditional characters and full width digits folded, white space between
//! Han characters and Markdown marks dropped. Evidence words are quoted from this form.

use crate::text::{is_han, script::simple};

/// The text in the form in which tables are matched against it.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Most characters stay: they are taken over in stretches.
    let (mut done, mut gap) = (0, false);
    for (at, c) in text.char_indices() {
        let folded = match c {
            '\u{4E00}'..='\u{9FFF}' => Some(simple(c)),
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0),
            '*' | '#' => None,
            _ if c.is_whitespace() => {
                gap = true;
                None
            }
            _ => Some(simple(c)),
        };
        let Some(folded) = folded else {
            out.push_str(&text[done..at]);
            done = at + c.len_utf8();
            continue;
        };
        if gap {
            // A space inside a word is the typesetter's; one beside Latin letters or digits parts two words.
            if out.chars().next_back().is_some_and(|p| !is_han(p)) && !is_han(folded) {
                out.push(' ');
            }
            gap = false;
        }
        if folded != c {
            out.push_str(&text[done..at]);
            out.push(folded);
            done = at + c.len_utf8();
        }
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_names_and_spaced_titles_are_folded() {
        assert_eq!(fold("陝西省 運城縣"), "陕西省运城县");
        assert_eq!(fold("春 到 南平 城"), "春到南平城");
        assert_eq!(fold("１９８５年 NO 5"), "1985年NO 5");
    }
}

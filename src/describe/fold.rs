//! One form of the characters for matching: the tables are in simplified characters, a page may not be.
//!
//! In: text as printed. Out: the same with traditional characters and full width digits folded, white space between
//! Han characters and Markdown marks dropped. Evidence words are quoted from this form.

use crate::text::{is_han, script::simple};

/// The text in the form in which tables are matched against it.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let c = match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '*' | '#' => continue,
            _ if c.is_whitespace() => {
                gap = true;
                continue;
            }
            _ => simple(c),
        };
        // A space inside a word is the typesetter's; one beside Latin letters or digits parts two words.
        if gap && out.chars().next_back().is_some_and(|p| !is_han(p)) && !is_han(c) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
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

//! Half-width punctuation set in Chinese text (as OCR gives it), shown full-width. The source stays as it is.

use super::{is_han, links};
use std::borrow::Cow;
use std::ops::Range;

/// `,` `;` `:` `?` `!` `(` `)` beside Chinese characters become full-width, character for character; in numbers (1,200),
/// times (9:30), Latin text and Markdown links they stay.
pub fn full_width(text: &str) -> Cow<'_, str> {
    let half = super::has_one_of(text, b",;:?!()");
    if !half || !text.chars().any(is_chinese) {
        return text.into();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<char> = chars.clone();
    let mut targets = targets(text).into_iter().peekable();
    // For each open bracket: where it stands, and whether it became full-width.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (i, c) in chars.iter().copied().enumerate() {
        // An address leads elsewhere with another comma in it.
        while targets.next_if(|target| target.end <= i).is_some() {}
        if targets.peek().is_some_and(|target| target.contains(&i)) {
            continue;
        }
        let before = chars[..i].iter().rev().take(8).copied().find(|c| *c != ' ');
        let after = chars[i + 1..].iter().take(8).copied().find(|c| *c != ' ');
        let beside = before.is_some_and(is_chinese) || after.is_some_and(is_chinese);
        match c {
            ',' | ';' | ':' | '?' | '!' => {
                let in_number =
                    before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
                let of_link = c == ':' && after == Some('/') || c == '!' && after == Some('[');
                if beside && !in_number && !of_link {
                    out[i] = wide(c);
                }
            }
            '(' => {
                let chinese = beside && before != Some(']');
                open.push((i, chinese));
                if chinese {
                    out[i] = wide(c);
                }
            }
            ')' => match open.pop() {
                // A pair is of one width: Chinese beside either of its ends makes both wide.
                Some((at, chinese)) if chinese || beside && chars.get(at.wrapping_sub(1)) != Some(&']') => {
                    (out[at], out[i]) = (wide('('), wide(c));
                }
                None if beside => out[i] = wide(c),
                _ => {}
            },
            _ => {}
        }
    }
    out.into_iter().collect()
}

/// The characters that are addresses of links, not text.
fn targets(text: &str) -> Vec<Range<usize>> {
    let (mut out, mut chars) = (Vec::new(), 0);
    if links::may_have(text) {
        let mut from = 0;
        for (_, range) in links::stretches(text).into_iter().filter(|(kind, _)| *kind != links::Kind::Words) {
            let start = chars + text[from..range.start].chars().count();
            chars = start + text[range.clone()].chars().count();
            out.push(start..chars);
            from = range.end;
        }
    }
    out
}

fn wide(c: char) -> char {
    char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)
}

/// A Chinese character, or a mark that stands in Chinese text only.
fn is_chinese(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{3015}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::full_width;

    #[test]
    fn beside_chinese_characters_only() {
        for (given, shown) in [
            ("渡口热闹,人来人往;真好!", "渡口热闹，人来人往；真好！"),
            ("共1,200人,9:30到", "共1,200人，9:30到"),
            ("(孙 岩)", "（孙 岩）"),
            ("电话:(0351)123", "电话：(0351)123"),
            ("见[市志](http://a.b/c,d)后", "见[市志](http://a.b/c,d)后"),
            ("见[市志,上](市志,一(上).html)后", "见[市志，上](市志,一(上).html)后"),
            ("open data, open doors (2020)", "open data, open doors (2020)"),
            ("《方案(2021—2025)》", "《方案（2021—2025）》"),
        ] {
            let made = full_width(given);
            assert_eq!(made.chars().count(), given.chars().count());
            assert_eq!(made, shown, "{given}");
        }
    }

    #[test]
    fn it_is_linear() {
        assert_eq!(full_width(&"(".repeat(50_000)).chars().count(), 50_000);
    }
}

//! Text that came from a source, made safe to stand in HTML, XML and JSON-LD.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::convert::Infallible;
use std::io;
use std::ops::Deref;

/// Characters that neither HTML nor XML may hold: OCR and broken encodings leave them, and one makes a whole feed invalid.
fn forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}')
        || (c as u32) & 0xFFFE == 0xFFFE
}

/// The text without characters that no page may hold.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(forbidden) {
        Cow::Owned(text.chars().filter(|c| !forbidden(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Of each byte, whether it is, or begins, a character that may not stand in a page as it is.
type Marked = [bool; 256];

/// What HTML has marks of its own for.
static HTML: Marked = marked(b"&<>\"'");

/// What could end the element that JSON stands in, and (E2) the line ends of Unicode.
static JSON: Marked = marked(b"&<>\xE2");

const fn marked(own: &[u8]) -> Marked {
    let mut marked = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        // C2, EF and F0 to F4 begin the forbidden characters beyond ASCII, and many others.
        marked[byte] = matches!(byte, 0..=8 | 0xB | 0xC | 0xE..=0x1F | 0x7F | 0xC2 | 0xEF | 0xF0..=0xF4);
        byte += 1;
    }
    let mut n = 0;
    while n < own.len() {
        marked[own[n] as usize] = true;
        n += 1;
    }
    marked
}

/// Gives the runs of a text that may stand as they are, and what stands `instead` of a character between them; what is forbidden goes.
fn runs<E>(
    text: &str,
    marked: &Marked,
    instead: fn(char) -> Option<&'static str>,
    mut give: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let (mut run, mut at) = (0, 0);
    while let Some(found) = text.as_bytes()[at..].iter().position(|byte| marked[usize::from(*byte)]) {
        at += found;
        let Some(c) = text[at..].chars().next() else { break };
        let after = at + c.len_utf8();
        let put = instead(c).or_else(|| forbidden(c).then_some(""));
        if let Some(put) = put {
            give(&text[run..at])?;
            give(put)?;
            run = after;
        }
        at = after;
    }
    give(&text[run..])
}

fn in_html(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

fn in_json(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("\\u0026"),
        '<' => Some("\\u003c"),
        '>' => Some("\\u003e"),
        '\u{2028}' => Some("\\u2028"),
        '\u{2029}' => Some("\\u2029"),
        _ => None,
    }
}

/// Appends runs to a text, which cannot fail.
fn append(out: &mut String) -> impl FnMut(&str) -> Result<(), Infallible> + '_ {
    |run| {
        out.push_str(run);
        Ok(())
    }
}

/// Appends the text to HTML, fit for content and for quoted attributes.
pub fn push(out: &mut String, text: &str) {
    let Ok(()) = runs(text, &HTML, in_html, append(out));
}

/// The same, to where a template is written.
pub fn write(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    runs(text, &HTML, in_html, |run| out.write_all(run.as_bytes()))
}

/// How many characters HTML has for one: `&lt;` is four.
pub fn width(c: char) -> usize {
    in_html(c).map_or_else(|| usize::from(!forbidden(c)), str::len)
}

/// HTML that is safe as it is: templates put it into a page without asking for `| safe`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Deref for Html {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// The text as HTML, fit for content and for quoted attributes.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push(&mut out, text);
    out
}

/// JSON that may stand inside `<script type="application/ld+json">`: nothing in it can end the element.
///
/// # Errors
/// Where the value can't be JSON.
pub fn json(value: &impl Serialize) -> anyhow::Result<String> {
    let text = serde_json::to_string(value)?;
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let Ok(()) = runs(&text, &JSON, in_json, append(&mut out));
    Ok(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_ends_the_data_block() {
        let json =
            super::json(&serde_json::json!({"headline": "</script><script>alert(1)</script>&\u{2028}"}))
                .unwrap_or_default();
        assert!(!json.contains('<') && !json.contains('&') && !json.contains('\u{2028}'));
        let back: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
        assert_eq!(back["headline"], "</script><script>alert(1)</script>&\u{2028}");
    }

    #[test]
    fn markup_and_control_characters_are_text() {
        assert_eq!(super::html("<a href='x'>\u{1}&\u{FFFE}"), "&lt;a href=&#39;x&#39;&gt;&amp;");
        assert_eq!(super::clean("甲\u{0}乙\u{FFFF}\n"), "甲乙\n");
    }
}

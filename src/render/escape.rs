//! Text that came from a source, made safe to stand in HTML, XML and JSON-LD.

use std::borrow::Cow;

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

/// Appends the text to HTML, fit for content and for quoted attributes.
pub fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if forbidden(c) => {}
            c => out.push(c),
        }
    }
}

/// The text as HTML, fit for content and for quoted attributes.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push(&mut out, text);
    out
}

/// JSON that may stand inside `<script type="application/ld+json">`: nothing in it can end the element.
pub fn json(value: &serde_json::Value) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c if forbidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_ends_the_data_block() {
        let json =
            super::json(&serde_json::json!({"headline": "</script><script>alert(1)</script>&\u{2028}"}));
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

//! text: what every stage must agree on about characters.

use unicode_normalization::UnicodeNormalization;

/// NFC: the form in which text is shown. NFKC is for comparing only: it would turn `，` into `,`.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Letters and digits, width and case folded: for comparing texts that differ in punctuation and spacing only.
pub fn letters(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Han ideographs, with the extensions and 〇.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '々')
}

//! Address keys: a short name for an article, made from its text and nothing else.
//!
//! In: an article's blocks. Out: eight characters of an alphabet that is safe in any file name.

use crate::split::{Article, BlockRole};
use crate::text;

/// Digits and lower-case consonants without look-alikes (0/o, 1/l/i) and without vowels: no key spells a word.
/// 28 is what those two wishes leave.
const ALPHABET: &[u8; 28] = b"23456789bcdfghjkmnpqrstvwxyz";

/// Length of a key that collides with no other.
pub const LENGTH: usize = 8;

/// The key that an article is given where no other article claims it.
pub fn key_of(article: &Article) -> String {
    encode(text_of(article).as_bytes(), LENGTH)
}

/// Letters and digits of what the article says: body, headings, verse, lists and tables. Titles, bylines and
/// captions get corrected most, so they count only where there is nothing else.
pub fn text_of(article: &Article) -> String {
    measure(article).0
}

/// The same, with the number of letters and digits in all blocks.
pub fn measure(article: &Article) -> (String, usize) {
    let (mut body, mut rest, mut length) = (String::new(), String::new(), 0);
    for block in &article.blocks {
        let words = block.words();
        if body_like(block.role) {
            length += text::add_letters(&words, &mut body);
        } else {
            let before = rest.len();
            length += text::add_letters(&words, &mut rest);
            if !body.is_empty() || block.role == BlockRole::Title {
                rest.truncate(before);
            }
        }
    }
    if body.is_empty() {
        body = text::letters(&article.title) + &rest;
    }
    (body, length)
}

/// Whether a block is part of what the article says, rather than of how it is presented.
pub fn body_like(role: BlockRole) -> bool {
    matches!(
        role,
        BlockRole::Heading | BlockRole::Body | BlockRole::Verse | BlockRole::List | BlockRole::Table
    )
}

/// `length` characters of the hash of `bytes`; a longer one begins with the shorter.
pub fn encode(bytes: &[u8], length: usize) -> String {
    let mut stream = blake3::Hasher::new().update(bytes).finalize_xof();
    let mut out = String::with_capacity(length);
    let mut buffer = [0u8; 64];
    while out.len() < length {
        stream.fill(&mut buffer);
        for byte in buffer {
            // 252 is the largest multiple of 28 in a byte: what lies above would favour some characters.
            if byte < 252 && out.len() < length {
                out.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
            }
        }
    }
    out
}

/// Whether this may be a piece of hash.
pub fn is_encoded(text: &str) -> bool {
    text.len() >= 4 && text.bytes().all(|c| ALPHABET.contains(&c))
}

/// A key for one of several identical texts: salted with the issue in which it stands.
pub fn salted(letters_hash: &str, source: &str, length: usize) -> String {
    encode(format!("{letters_hash}\0{source}").as_bytes(), length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::Block;

    fn article(title: &str, blocks: &[(BlockRole, &str)]) -> Article {
        let blocks = blocks
            .iter()
            .map(|(role, text)| Block { role: *role, lines: vec![], text: (*text).into(), markup: None })
            .collect();
        Article { title: title.into(), blocks, ..Article::default() }
    }

    #[test]
    fn key_ignores_title_punctuation_and_width() {
        let a = article("甲", &[(BlockRole::Title, "甲"), (BlockRole::Body, "今年 5 月,王川同志说:“好”。")]);
        let b = article("乙", &[(BlockRole::Title, "乙"), (BlockRole::Body, "今年5月，王川同志说“好”")]);
        assert_eq!(key_of(&a), key_of(&b));
        assert_eq!(key_of(&a).len(), LENGTH);
        assert!(key_of(&a).bytes().all(|c| ALPHABET.contains(&c)));
    }

    #[test]
    fn title_counts_where_there_is_no_body() {
        let a = article("图片新闻", &[(BlockRole::Title, "图片新闻"), (BlockRole::Caption, "春耕")]);
        let b = article("图片新闻", &[(BlockRole::Title, "图片新闻"), (BlockRole::Caption, "秋收")]);
        assert_ne!(key_of(&a), key_of(&b));
        assert_eq!(text_of(&a), "图片新闻春耕");
    }

    #[test]
    fn longer_keys_begin_with_the_shorter() {
        let long = encode(b"x", 200);
        assert_eq!(long.len(), 200);
        assert!(long.starts_with(&encode(b"x", 8)));
        assert_ne!(salted("h", "p1", 12), salted("h", "p2", 12));
    }
}

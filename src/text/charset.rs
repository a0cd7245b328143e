//! Sets of characters, and lists of words by their first and last ones: what is asked at every character of a text, or at
//! every name, is mostly answered by one look at a table.
//!
//! In: a string of characters, or words. Out: a [`CharSet`], or [`Words`], made when the program is compiled.

/// Characters of the basic plane, a bit for each.
pub struct CharSet {
    bits: [u64; 1024],
}

impl CharSet {
    /// The characters of a string.
    pub const fn of(chars: &str) -> Self {
        let mut set = Self { bits: [0; 1024] };
        let mut at = 0;
        while at < chars.len() {
            let (c, width) = decode(chars.as_bytes(), at);
            set.add(c as u16);
            at += width;
        }
        set
    }

    /// Of a string of pairs of characters the first ones; white space between them means nothing.
    pub const fn of_firsts(pairs: &str) -> Self {
        let mut set = Self { bits: [0; 1024] };
        let (mut at, mut first) = (0, true);
        while at < pairs.len() {
            let (c, width) = decode(pairs.as_bytes(), at);
            at += width;
            if c > 0x20 {
                if first {
                    set.add(c as u16);
                }
                first = !first;
            }
        }
        set
    }

    /// Puts a character in; one beyond the basic plane is in no set.
    pub const fn insert(&mut self, c: char) {
        if (c as u32) <= 0xFFFF {
            self.add(c as u32 as u16);
        }
    }

    /// Puts the character of a code in.
    pub const fn add(&mut self, code: u16) {
        self.bits[(code >> 6) as usize] |= 1 << (code & 63);
    }

    /// Whether the character of a code is one of them.
    #[inline]
    pub const fn has(&self, code: u16) -> bool {
        self.bits[(code >> 6) as usize] >> (code & 63) & 1 != 0
    }

    /// Whether the character is one of them.
    #[inline]
    pub const fn contains(&self, c: char) -> bool {
        c as u32 <= 0xFFFF && self.has(c as u32 as u16)
    }
}

/// Words, one of which a text may begin or end with. Their first and last characters are kept by their lowest six bits:
/// most texts begin and end otherwise.
pub struct Words {
    words: &'static [&'static str],
    first: u64,
    last: u64,
}

impl Words {
    /// None of the words is empty.
    pub const fn of(words: &'static [&'static str]) -> Self {
        let (mut first, mut last) = (0, 0);
        let mut n = 0;
        while n < words.len() {
            let bytes = words[n].as_bytes();
            let mut at = bytes.len() - 1;
            while bytes[at] & 0xC0 == 0x80 {
                at -= 1;
            }
            first |= 1 << (decode(bytes, 0).0 & 63);
            last |= 1 << (decode(bytes, at).0 & 63);
            n += 1;
        }
        Self { words, first, last }
    }

    /// Whether a text begins with one of them.
    pub fn begin(&self, text: &str) -> bool {
        let first = text.chars().next();
        first.is_some_and(|c| self.first >> (c as u32 & 63) & 1 != 0)
            && self.words.iter().any(|word| text.starts_with(word))
    }

    /// What stands before each of them with which a text ends.
    pub fn endings<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.words.iter().filter_map(move |word| text.strip_suffix(word))
    }

    /// Whether a text ends with one of them.
    pub fn end(&self, text: &str) -> bool {
        self.may_end(text) && self.words.iter().any(|word| text.ends_with(word))
    }

    /// Whether the last character of a text may be one of theirs: most are not.
    pub fn may_end(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| self.last >> (c as u32 & 63) & 1 != 0)
    }
}

/// The character that begins at a byte of a text, and its bytes.
const fn decode(text: &[u8], at: usize) -> (u32, usize) {
    match text[at] {
        byte @ 0..0x80 => (byte as u32, 1),
        byte @ 0x80..0xE0 => ((byte as u32 & 0x1F) << 6 | low(text, at + 1), 2),
        byte @ 0xE0..0xF0 => ((byte as u32 & 0xF) << 12 | low(text, at + 1) << 6 | low(text, at + 2), 3),
        _ => panic!("a character beyond the basic plane"),
    }
}

/// The bits of a byte that goes on with a character.
const fn low(text: &[u8], at: usize) -> u32 {
    (text[at] & 0x3F) as u32
}

#[cfg(test)]
mod tests {
    use super::{CharSet, Words};

    #[test]
    fn what_is_in_a_set() {
        static SET: CharSet = CharSet::of("a年·Ａ");
        assert!("a年·Ａ".chars().all(|c| SET.contains(c)));
        assert!(!"b月日A\u{20000}".chars().any(|c| SET.contains(c)));
    }

    #[test]
    fn with_what_a_text_begins_and_ends() {
        static WORDS: Words = Words::of(&["行动", "日ab"]);
        assert!(WORDS.begin("行动了") && WORDS.begin("日ab") && !WORDS.begin("动行") && !WORDS.begin(""));
        assert!(WORDS.end("大行动") && WORDS.end("日ab") && !WORDS.end("日b") && !WORDS.end(""));
    }
}

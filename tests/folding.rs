//! The folding, over all of Unicode and over composed strings, as digests that Rust, Node.js and Chromium must agree on:
//! `tests/folding/digests.tsv` is compared here and in `tests/browser/folding.test.mjs`. After a change of the rule or of the
//! table, `SNAPSHOTS=overwrite cargo test --test folding` writes both files anew.

use dibao::search::fold;
use std::fmt::Write;

/// FNV-1a over UTF-16 units, 32 bits: a few lines in both languages.
struct Digest(u32);

impl Digest {
    fn new() -> Digest {
        Digest(0x811C_9DC5)
    }

    fn answer(&mut self, text: &str) {
        for unit in text.encode_utf16().map(u32::from).chain([0x1_0000]) {
            self.0 = (self.0 ^ unit).wrapping_mul(0x0100_0193);
        }
    }
}

/// One line: what was folded, how many, and the digests of the basic and of the full answers.
fn line(name: &str, texts: impl Iterator<Item = String>) -> String {
    let (mut basic, mut full, mut count) = (Digest::new(), Digest::new(), 0);
    for text in texts {
        basic.answer(&fold::basic(&text));
        full.answer(&fold::fold(&text));
        count += 1;
    }
    format!("{name}\t{count}\t{:08x}\t{:08x}\n", basic.0, full.0)
}

fn pieces() -> Vec<String> {
    let lines =
        include_str!("folding/pieces.txt").lines().map(|line| line.split('#').next().unwrap_or_default());
    lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let codes =
                line.split_whitespace().map(|code| u32::from_str_radix(code, 16).expect("a code point"));
            codes.map(|code| char::from_u32(code).expect("a scalar value")).collect()
        })
        .collect()
}

#[test]
fn digests() {
    let mut out = String::new();
    for page in 0..0x110u32 {
        let scalars = (page << 12..(page + 1) << 12).filter_map(char::from_u32).map(String::from);
        write!(out, "{}", line(&format!("{page:X}000"), scalars)).expect("memory");
    }
    let pieces = pieces();
    for (first, a) in pieces.iter().enumerate() {
        let texts = pieces.iter().flat_map(|b| pieces.iter().map(move |c| format!("{a}{b}{c}")));
        write!(out, "{}", line(&format!("piece {first}"), texts)).expect("memory");
    }
    snapbox::assert_data_eq!(out, snapbox::file!["folding/digests.tsv"].raw());
}

#[test]
fn variants_js() {
    snapbox::assert_data_eq!(fold::variants_js(), snapbox::file!["folding/variants.js"].raw());
}

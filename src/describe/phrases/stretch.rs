//! Stretches of text between punctuation: no phrase goes further.
//!
//! In: an [`Article`]. Out: its [`Letters`], all in one form for all who look for phrases: a phrase is a range of them.

use crate::split::{Article, BlockRole};
use crate::text::{self, fold_char, is_han, script::simple};
use std::borrow::Cow;
use std::ops::Range;

/// The letters of an article, one stretch after another.
#[derive(Default)]
pub(super) struct Letters {
    /// As printed.
    pub shown: Vec<char>,
    /// The same in simplified characters and half width, one for one.
    pub plain: Vec<char>,
    /// The plain letters as a text, and the byte at which each begins; behind the last one its end.
    text: String,
    from: Vec<usize>,
    pub stretches: Vec<Stretch>,
}

/// Letters without punctuation among them.
pub(super) struct Stretch {
    pub at: Range<usize>,
    /// What a phrase here weighs beside one in the body.
    pub weight: f64,
}

impl Letters {
    /// The letters of an article, up to so many characters.
    pub fn of(article: &Article, longest: usize) -> Self {
        let bytes = article.blocks.iter().map(|b| b.text.len()).sum::<usize>().min(4 * longest);
        let mut letters = Letters {
            shown: Vec::with_capacity(bytes / 3),
            plain: Vec::with_capacity(bytes / 3),
            text: String::with_capacity(bytes),
            from: Vec::with_capacity(bytes / 3),
            stretches: Vec::new(),
        };
        let mut left = longest;
        let mut push = |text: &str, weight: f64| letters.cut(text, weight, &mut left);
        push(&article.title, 2.0);
        push(article.kicker.as_deref().unwrap_or_default(), 1.5);
        push(article.subtitle.as_deref().unwrap_or_default(), 1.7);
        let mut lead = true;
        for block in &article.blocks {
            match block.role {
                BlockRole::Heading => push(&block.words(), 1.5),
                BlockRole::Body | BlockRole::List | BlockRole::Table => {
                    push(&block.words(), if lead { 1.25 } else { 1.0 });
                    lead = false;
                }
                BlockRole::Caption => push(&block.words(), 1.0),
                // Lines of a poem are its own; names of people and jumps are no phrases.
                _ => {}
            }
        }
        letters.from.push(letters.text.len());
        letters
    }

    fn cut(&mut self, text: &str, weight: f64, left: &mut usize) {
        // Where the present stretch begins, among the letters and in the text; whether its letters stand there as they are.
        let (mut start, mut from, mut same) = (self.plain.len(), 0, true);
        let mut end = self.text.len();
        for (at, c) in text.char_indices() {
            if *left == 0 {
                self.end_stretch(start, weight, Some(&text[from..at]).filter(|_| same));
                return;
            }
            let plain = match c {
                '\u{4E00}'..='\u{9FFF}' => simple(c),
                '*' | '#' => {
                    same = false;
                    continue;
                }
                c if is_letter(c) => simple(fold_char(c)),
                // A space ends a stretch as a comma does: 本报讯 县供销社.
                c => {
                    *left -= 1;
                    self.end_stretch(start, weight, Some(&text[from..at]).filter(|_| same));
                    (start, from, same, end) = (self.plain.len(), at + c.len_utf8(), true, self.text.len());
                    continue;
                }
            };
            *left -= 1;
            same &= plain == c;
            self.shown.push(c);
            self.plain.push(plain);
            self.from.push(end);
            end += plain.len_utf8();
        }
        self.end_stretch(start, weight, Some(&text[from..]).filter(|_| same));
    }

    /// Ends the stretch that began there, if it has letters; `same`: what is printed, where that is the same as its letters.
    fn end_stretch(&mut self, start: usize, weight: f64, same: Option<&str>) {
        let letters = start..self.plain.len();
        if letters.is_empty() {
            return;
        }
        match same {
            Some(printed) => self.text.push_str(printed),
            None => self.text.extend(&self.plain[letters.clone()]),
        }
        self.stretches.push(Stretch { at: letters, weight });
    }

    /// Some of the letters as a text, plain.
    pub fn text(&self, at: Range<usize>) -> &str {
        &self.text[self.from[at.start]..self.from[at.end]]
    }
}

/// The places in which a phrase weighs more than in the body: for each weight their stretches, the heaviest first.
pub(super) struct Heavy(Vec<(f64, String)>);

impl Heavy {
    pub fn of(letters: &Letters) -> Self {
        let mut heavy: Vec<(f64, String)> = Vec::new();
        for Stretch { at, weight } in letters.stretches.iter().filter(|s| s.weight > 1.0) {
            let known = heavy.iter().position(|(known, _)| known == weight).unwrap_or(heavy.len());
            if known == heavy.len() {
                heavy.push((*weight, String::new()));
            }
            // No phrase goes on behind a stretch.
            heavy[known].1.extend([letters.text(at.clone()), "\n"]);
        }
        heavy.sort_by(|a, b| b.0.total_cmp(&a.0));
        Self(heavy)
    }

    /// What a phrase weighs by the best place in which it stands.
    pub fn standing(&self, plain: &str) -> f64 {
        let letters = match plain.chars().all(is_letter) {
            true => Cow::Borrowed(plain),
            false => plain.chars().filter(|c| is_letter(*c)).collect(),
        };
        if letters.is_empty() {
            return 1.0;
        }
        self.0.iter().find(|(_, text)| text.contains(&*letters)).map_or(1.0, |(weight, _)| *weight)
    }
}

/// Of what a stretch is made.
fn is_letter(c: char) -> bool {
    is_han(c) || text::is_letter(c)
}

//! Stretches of text between punctuation: no phrase goes further.
//!
//! In: an [`Article`]. Out: its [`Letters`], all in one form for all who look for phrases: a phrase is a range of them.

use crate::split::{Article, BlockRole};
use crate::text::{fold_char, is_han, script::simple};
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
        let mut start = self.plain.len();
        for c in text.chars() {
            if *left == 0 {
                break;
            }
            if matches!(c, '*' | '#') {
                continue;
            }
            // A space ends a stretch as a comma does: 本报讯 县供销社.
            *left -= 1;
            if is_letter(c) {
                let plain = simple(fold_char(c));
                self.shown.push(c);
                self.plain.push(plain);
                self.from.push(self.text.len());
                self.text.push(plain);
            } else {
                start = self.end_stretch(start, weight);
            }
        }
        self.end_stretch(start, weight);
    }

    /// Ends the stretch that began there, if it has letters; the next one begins at the place returned.
    fn end_stretch(&mut self, start: usize, weight: f64) -> usize {
        let end = self.plain.len();
        if start < end {
            self.stretches.push(Stretch { at: start..end, weight });
        }
        end
    }

    /// Some of the letters as a text, plain.
    pub fn text(&self, at: Range<usize>) -> &str {
        &self.text[self.from[at.start]..self.from[at.end]]
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
        let heavy = self.stretches.iter().filter(|s| s.weight > 1.0);
        let holds = |s: &&Stretch| self.text(s.at.clone()).contains(&*letters);
        heavy.filter(holds).map(|s| s.weight).fold(1.0, f64::max)
    }
}

/// Most characters of a text are told at once: letters, or the punctuation of Chinese print.
fn is_letter(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '。' | '，' | '、' | '；' | '：' | '“' | '”' | '（' | '）' | '《' | '》' | '\u{3000}' => {
            false
        }
        c => is_han(c) || c.is_alphanumeric(),
    }
}

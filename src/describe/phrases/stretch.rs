//! Stretches of text between punctuation: no phrase goes further.

use crate::split::{Article, BlockRole};
use crate::text::{fold_char, is_han, script::simple};

/// Characters without punctuation, and where they stand.
pub(super) struct Stretch {
    /// As printed.
    pub shown: Vec<char>,
    /// The same in simplified characters and half width, one for one.
    pub plain: Vec<char>,
    /// What a phrase here weighs beside one in the body.
    pub weight: f64,
}

/// The text of an article in stretches, up to so many characters.
pub(super) fn stretches(article: &Article, longest: usize) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut left = longest;
    let mut push = |text: &str, weight: f64| cut(text, weight, &mut left, &mut out);
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
    out
}

fn cut(text: &str, weight: f64, left: &mut usize, out: &mut Vec<Stretch>) {
    let mut here = Stretch { shown: Vec::new(), plain: Vec::new(), weight };
    for c in text.chars() {
        if *left == 0 {
            break;
        }
        if matches!(c, '*' | '#') {
            continue;
        }
        // A space ends a stretch as a comma does: 本报讯 县供销社.
        *left -= 1;
        if is_han(c) || c.is_alphanumeric() {
            here.shown.push(c);
            here.plain.push(simple(fold_char(c)));
        } else if !here.plain.is_empty() {
            out.push(std::mem::replace(&mut here, Stretch { shown: Vec::new(), plain: Vec::new(), weight }));
        }
    }
    if !here.plain.is_empty() {
        out.push(here);
    }
}

/// What a phrase weighs by the best place in which it stands.
pub(super) fn standing(stretches: &[Stretch], plain: &str) -> f64 {
    let letters: Vec<char> = plain.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect();
    let Some((first, rest)) = letters.split_first() else { return 1.0 };
    let here = |window: &[char]| window.split_first().is_some_and(|(f, r)| f == first && r == rest);
    let holds = |s: &&Stretch| s.weight > 1.0 && s.plain.windows(letters.len()).any(here);
    stretches.iter().filter(holds).map(|s| s.weight).fold(1.0, f64::max)
}

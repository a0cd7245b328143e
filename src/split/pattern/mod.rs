//! Patterns: regular expressions, each with what a text must have for it to match at all.
//!
//! In: a pattern as rules write it: `\p{Han}` is what [`is_han`](crate::text::is_han) says, `\s` and `\S` are Unicode's.
//! Out: [`Pattern`], asked as a `Regex` is.
//!
//! Most lines have nothing of what a pattern looks for. What it can't do without is read off its `syntax` once (`needs`:
//! how a match begins and ends, the words of which it holds one), and only a text that has it is searched.

mod needs;
mod set;
mod syntax;

use needs::Needs;
use regex_lite::{Captures, Match, Regex};
use std::borrow::Cow;
use std::sync::OnceLock;

/// Han is what [`crate::text::is_han`] says.
const HAN: &str = r"\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{F900}-\u{FAFF}\u{20000}-\u{3FFFF}〇々";
/// Unicode's white space.
const SPACE: &str = r"\s\u{85}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}";

/// A pattern, read and compiled when it is first asked.
pub struct Pattern {
    written: &'static str,
    /// What `\s` stands for.
    space: &'static str,
    needs: OnceLock<Needs>,
    regex: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern that is asked of folded text: its white space is spaces.
    pub const fn folded(written: &'static str) -> Self {
        Self { written, space: " ", needs: OnceLock::new(), regex: OnceLock::new() }
    }

    /// A pattern that is asked of text as given.
    pub const fn as_given(written: &'static str) -> Self {
        Self { written, space: SPACE, needs: OnceLock::new(), regex: OnceLock::new() }
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.may_match(text) && self.regex().is_match(text)
    }

    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        if self.may_match(text) { self.regex().find(text) } else { None }
    }

    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.may_match(text) { self.regex().captures(text) } else { None }
    }

    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.may_match(text).then(|| self.regex().find_iter(text)).into_iter().flatten()
    }

    pub fn replace<'t>(&self, text: &'t str, by: &str) -> Cow<'t, str> {
        if self.may_match(text) { self.regex().replace(text, by) } else { text.into() }
    }

    pub fn replace_all<'t>(&self, text: &'t str, by: &str) -> Cow<'t, str> {
        if self.may_match(text) { self.regex().replace_all(text, by) } else { text.into() }
    }

    /// Whether the text has what the pattern can't do without. Every test that asks a pattern proves a no.
    fn may_match(&self, text: &str) -> bool {
        let may = self.needs.get_or_init(|| Needs::of(&self.plain())).may_match(text);
        debug_assert!(may || !self.regex().is_match(text), "{} matches “{text}”", self.written);
        may
    }

    /// A broken pattern is found by the first test that asks it.
    fn regex(&self) -> &Regex {
        let compiled =
            |plain: String| Regex::new(&plain).unwrap_or_else(|e| unreachable!("pattern {plain}: {e}"));
        self.regex.get_or_init(|| compiled(self.plain()))
    }

    /// The pattern as `regex-lite` reads it: it knows ASCII's classes only, those of others are written out.
    fn plain(&self) -> String {
        let (mut out, mut inside) = (String::with_capacity(2 * self.written.len()), false);
        let mut rest = self.written;
        while let Some(c) = rest.chars().next() {
            let classes = [(r"\p{Han}", "", HAN), (r"\s", "", self.space), (r"\S", "^", self.space)];
            let class = classes.into_iter().find(|(name, ..)| rest.starts_with(name));
            let escaped = if c == '\\' { rest.chars().nth(1).map_or(0, char::len_utf8) } else { 0 };
            let (read, _) = rest.split_at(class.map_or(c.len_utf8() + escaped, |(name, ..)| name.len()));
            match class {
                Some((.., chars)) if inside => out.push_str(chars),
                Some((_, not, chars)) => out.extend(["[", not, chars, "]"]),
                None => out.push_str(read),
            }
            inside = c == '[' || inside && c != ']';
            rest = &rest[read.len()..];
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_patterns_are_unicodes() {
        let folded = Pattern::folded(r"^[\[\p{Han}·]+\]?\s\S\p{Han}[^\d\s]$");
        assert!(folded.is_match("[山·〇𠀀] a水。"));
        assert!(
            !folded.is_match("山\u{3000}a水。") && !folded.is_match("山 a水7") && !folded.is_match("山 a水 ")
        );
        assert!(Pattern::as_given(r"^#\s[\s山]\S$").is_match("#\u{3000}\u{A0}水"));
    }
}

//! Dates as print has them: 二〇二二年五月十日, 民国36年3月, 上月15日, 5月1—7日, 农历四月初十, 1958年秋.
//!
//! In: a text. Out: the dates that it names, each with its place and what it says ([`Printed`]); and, given what they are
//! counted from, their EDTF.
//! Steps: [`Reading`] folds widths, forms of characters and spaces; `scan` finds dates, where they may `begin`, by `point`s (with
//! `year`) and what joins two;
//! `resolve` turns what is said into EDTF, with `calendar` for reigns and lunar days.

mod begin;
pub mod calendar;
mod point;
mod resolve;
mod scan;
mod year;

pub use resolve::{Anchor, resolve};
pub use scan::{find, listed};

use super::{fold_char, script::simple};
use std::ops::Range;

/// A date that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its characters in [`Reading::chars`].
    pub at: Range<usize>,
    pub first: Said,
    pub end: End,
}

/// Whether a second date ends what the first begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is one date.
    None,
    /// 5月1日至7日: parts that it does not say are the first's.
    At(Said),
    /// 1949年至今.
    Open,
}

/// What is said of a date: each part as far as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    pub year: Option<Year>,
    pub month: Option<Month>,
    pub day: Option<Day>,
    pub part: Option<Part>,
    /// The month is one of the lunar calendar.
    pub lunar: bool,
}

/// A year, as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// 2022年, 民国36年.
    Common(i32),
    /// 86年: of the century of the paper, or the one before.
    Short(i32),
    /// 去年 is -1, 今年 0.
    Relative(i32),
    /// 同年 is 0, 次年 1: counted from the year named before.
    Context(i32),
    /// 壬寅年: place in the cycle of sixty.
    Cyclic(i32),
    /// 八十年代: the decade's digit; the century, where it is named (上世纪 is -1).
    Decade(Century, i32),
    /// 上世纪, 二十世纪.
    Century(Century),
    /// First and last year of a plan (“十四五”).
    Plan(i32, i32),
}

/// A century, as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Century {
    /// Its years begin with these two digits.
    Common(i32),
    /// Counted from the paper's.
    Relative(i32),
    Unsaid,
}

/// A month, as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Month {
    Number(u32),
    /// 闰四月.
    Leap(u32),
    /// 上月 is -1.
    Relative(i32),
    /// 同月, 当月.
    Context,
}

/// A day, as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    Number(u32),
    /// 昨日 is -1.
    Relative(i64),
    /// Weeks from the paper's; the day of the week from Monday, 0.
    Week(i64, Option<u32>),
}

/// A part of a year or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 21 (春) to 24 (冬), as EDTF has them.
    Season(u32),
    /// 第三季度 is 7 to 9.
    Months(u32, u32),
    /// 上旬 is 1 to 10; 31 is the month's last day, whichever it is.
    Days(u32, u32),
    /// 年底, 月初: no finer than the year or month.
    Vague,
}

/// A text in the form in which dates are read: simplified characters, half width, one dash, no spaces but between digits.
#[derive(Debug, Clone, Default)]
pub struct Reading<'t> {
    text: &'t str,
    pub chars: Vec<char>,
    /// For each character where it begins in the text.
    from: Vec<usize>,
}

/// The form of an ideograph in which rules read it.
fn han(c: char) -> char {
    match c {
        '緒' => '绪',
        '閏' => '闰',
        '過' => '过',
        '禎' => '祯',
        '啟' | '啓' => '启',
        '間' => '间',
        c => simple(c),
    }
}

impl<'t> Reading<'t> {
    pub fn new(text: &'t str) -> Self {
        // Digits and Latin letters are short: room for half as many again.
        let room = text.len() / 2;
        let (chars, from) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut reading = Reading { text, chars, from };
        let mut gap = None;
        for (from, c) in text.char_indices() {
            let c = match c {
                '一'..='龥' => han(c),
                '－' | '–' | '—' | '―' | '─' | '━' | '~' | '～' | '〜' | '-' => '-',
                c => fold_char(c),
            };
            if c == ' ' {
                gap.get_or_insert(from);
                continue;
            }
            if let Some(gap) = gap.take()
                && c.is_ascii_digit()
                && reading.chars.last().is_some_and(char::is_ascii_digit)
            {
                reading.push(' ', gap);
            }
            reading.push(c, from);
        }
        reading
    }

    #[inline]
    fn push(&mut self, c: char, from: usize) {
        self.chars.push(c);
        self.from.push(from);
    }

    /// These characters as they are printed.
    pub fn printed(&self, at: &Range<usize>) -> &'t str {
        let Some(first) = self.from.get(at.start) else { return "" };
        let last = at.end.checked_sub(1).and_then(|i| self.from.get(i)).copied().unwrap_or(*first);
        let width = self.text.get(last..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        self.text.get(*first..last + width).unwrap_or("")
    }

    fn is(&self, at: usize, one_of: &str) -> bool {
        self.chars.get(at).is_some_and(|c| one_of.contains(*c))
    }

    /// Whether these characters stand at the place.
    fn has(&self, at: usize, word: &str) -> bool {
        self.chars.get(at..).is_some_and(|rest| {
            let mut rest = rest.iter();
            word.chars().all(|c| rest.next() == Some(&c))
        })
    }

    /// The first of the words that stands at the place, as its index and its end. Longer words come first.
    pub fn word(&self, at: usize, words: &[&str]) -> Option<(usize, usize)> {
        let found = words.iter().position(|w| self.has(at, w))?;
        Some((found, at + words[found].chars().count()))
    }

    /// Whether one of the words ends right before the place.
    pub fn after(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| at.checked_sub(w.chars().count()).is_some_and(|from| self.has(from, w)))
    }
}

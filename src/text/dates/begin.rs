//! Where a date may begin: at most places of a text a look at two characters tells that no rule need be asked.
//!
//! In: a [`Reading`] and a place in it. Out: whether a rule may find a date there. What the rules look for is taken from
//! them: the words with which their dates begin, and what stands behind a number.

use super::point::{HOURS, LUNAR, MONTHS, MONTHS_FROM_NOW, WEEKS, is_numeral, is_of_number};
use super::{Reading, calendar, point, year};
use crate::text::charset::CharSet;
use std::sync::LazyLock;

/// What stands behind a number that a date begins with: its unit (年, 月, 日, 世纪, the 冬 of 十冬月), what joins it to another
/// number, what a five-year plan is called by.
static BEHIND_NUMBER: CharSet = CharSet::of("年月日世冬-至到./·期时规计以");
/// No number of a date is longer: 二〇二二, “一十五五”.
const LONGEST: usize = 5;

/// Characters of which numbers are, and what stands before one.
const NUMBERS: &str = "〇○零一二三四五六七八九十廿卅两Oo0123456789“\"闰";

/// How dates begin: all their first characters, and the first two of those in words, sorted.
pub(super) struct Beginnings {
    first: CharSet,
    two: Vec<(char, char)>,
}

static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let months = MONTHS.iter().map(|(word, ..)| *word).chain(MONTHS_FROM_NOW.iter().map(|(word, _)| *word));
    let days = point::DAYS.iter().map(|(word, _)| *word).chain(WEEKS.iter().map(|(word, _)| *word));
    let years =
        year::FROM_NOW.iter().map(|(word, ..)| *word).chain(year::CENTURIES).chain(["公元", "中华民国"]);
    let words = months.chain(days).chain(years).chain(LUNAR).chain(calendar::eras());
    let mut two: Vec<(char, char)> = Vec::new();
    for word in words {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => two.push((first, second)),
            // 昨 alone needs the hour behind it.
            (Some(first), None) => {
                two.extend(HOURS.iter().filter_map(|hour| Some((first, hour.chars().next()?))))
            }
            (None, _) => {}
        }
    }
    two.extend(calendar::cycle());
    two.sort_unstable();
    two.dedup();
    let mut first = CharSet::of(NUMBERS);
    two.iter().for_each(|(c, _)| first.insert(*c));
    Beginnings { first, two }
});

impl Beginnings {
    /// Those of all rules.
    pub fn of_dates() -> &'static Self {
        &BEGINNINGS
    }

    /// See the head of this module.
    #[inline]
    pub fn may_be(&self, r: &Reading<'_>, at: usize) -> bool {
        r.chars.get(at).is_some_and(|first| self.first.contains(*first) && self.goes_on(r, at, *first))
    }

    /// Whether what stands behind the first character is of a date.
    fn goes_on(&self, r: &Reading<'_>, at: usize, first: char) -> bool {
        let next = r.chars.get(at + 1);
        match first {
            '“' | '"' => next.is_some_and(|c| is_numeral(*c)),
            '闰' => next.is_some_and(|c| is_of_number(*c)),
            first if is_of_number(first) => {
                let run = r.chars[at..].iter().take(LONGEST + 1).take_while(|c| is_of_number(**c)).count();
                run <= LONGEST && r.chars.get(at + run).is_some_and(|c| BEHIND_NUMBER.contains(*c))
            }
            first => next.is_some_and(|next| self.two.binary_search(&(first, *next)).is_ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts that begin with a date are found to, whichever rule finds it.
    #[test]
    fn every_rule_is_asked() {
        let dates = "1958-62年 1965.11.23 2022/5/10 2022·5·10 “十四五” \"八五\" 八五期间 三五时期 一五规划 九五计划 七五期末 七五以来 \
            农历四月初十 2022年 二〇二二年五月 一九五八年 公元1958年 民国三十六年 中华民国元年 光绪三十二年 壬寅年三月 去年 大前年 \
            今年 当年底 次年春 86年5月 八六年春 上世纪 本世纪初 二十世纪 80年代 1980年代 1-9月 5月至7月 5月 十冬月 腊月 正月初一 闰四月 \
            闰4月 上个月 本月 下月初 昨日 昨晚 昨上午 昨凌晨 今晨 前天 大前天 明日上午 后天下午 上周 本周五 上个星期 这周 15日上午 十五日晚";
        for date in dates.split_whitespace() {
            let reading = Reading::new(date);
            assert!(point::point(&reading, 0).is_some() || date.contains('-'), "{date}: no date");
            assert!(BEGINNINGS.may_be(&reading, 0), "{date}");
        }
        for text in ["一个", "大家", "上午", "123456年", "中国", "“我", "本报", "天气", "成都"]
        {
            assert!(!BEGINNINGS.may_be(&Reading::new(text), 0), "{text}");
        }
    }

    #[test]
    fn the_first_characters_hold_all_of_which_numbers_are() {
        assert!(('\0'..='\u{FFFF}').all(|c| !is_of_number(c) || BEGINNINGS.first.contains(c)));
    }
}

//! Where an archive's articles are cut into blocks.
//!
//! In: the days of all articles, ascending. Out: the blocks, oldest first. A block's files change when one of its articles does, so the
//! newest block is small and older ones grow geometrically; an issue that is digitised late changes the block of its
//! date and no other.
//!
//! Cuts are days of a calendar that knows nothing of the articles: spans of 4, 16, 64 … days. From the longest span on, the
//! last part that holds articles is divided again, until few are left; what lies before it, at each step, is
//! sealed. Then sealed blocks that are not much larger than the one after them are merged with it. Both steps look at the
//! articles alone, so the same articles are always cut alike; and one more at the end moves a cut seldom.

use std::ops::Range;

/// Articles of the newest block, at most (unless one day has more).
const NEWEST: usize = 320;
/// So many articles at the end may have dates that are far ahead of all others: misread ones.
const AHEAD: usize = 40;
/// A sealed block has at least so many articles, where there are any before it.
const LEAST: usize = 1024;
/// A block is so many times as large as the one after it.
const GROWTH: usize = 12;
/// The longest span is 4 to this power days: 2,870 years.
const SPANS: u32 = 10;

/// A block: which articles, and the day that its span begins with (it names the block).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub start: u32,
    pub articles: Range<usize>,
}

/// Cuts. `days` are counted from the year 1 on, ascending; 0 for an article without a date.
pub fn cut(days: &[u32]) -> Vec<Cut> {
    if days.is_empty() {
        return Vec::new();
    }
    let mut sealed: Vec<Cut> = Vec::new();
    let (mut start, mut from) = (0, 0);
    for span in (0..SPANS).map(|level| 4u32.pow(SPANS - 1 - level)) {
        if days.len() - from <= NEWEST {
            break;
        }
        // Not by the very last: a few misread dates far ahead would seal everything before them.
        let last = start + (days[days.len() - AHEAD.min(days.len())].max(start) - start) / span * span;
        let until = days.partition_point(|day| *day < last);
        if until > from {
            sealed.push(Cut { start, articles: from..until });
            merge(&mut sealed);
        }
        (start, from) = (last, until);
    }
    sealed.push(Cut { start, articles: from..days.len() });
    sealed
}

fn merge(sealed: &mut Vec<Cut>) {
    while let [.., older, newer] = &mut sealed[..] {
        if newer.articles.len() >= LEAST && older.articles.len() >= GROWTH * newer.articles.len() {
            return;
        }
        older.articles.end = newer.articles.end;
        sealed.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty articles every week.
    fn weekly(weeks: u32) -> Vec<u32> {
        (0..weeks).flat_map(|week| std::iter::repeat_n(700_000 + week * 7, 20)).collect()
    }

    #[test]
    fn blocks_cover_all_articles_and_grow() {
        for weeks in [0, 1, 16, 17, 100, 1000, 5000] {
            let days = weekly(weeks);
            let cuts = cut(&days);
            let mut next = 0;
            for cut in &cuts {
                assert_eq!(cut.articles.start, next);
                next = cut.articles.end;
            }
            assert_eq!(next, days.len());
            assert!(cuts.len() <= 5, "{cuts:?}");
            if let [.., last] = &cuts[..] {
                assert!(last.articles.len() <= NEWEST);
            }
            for pair in cuts.windows(2).take(cuts.len().saturating_sub(2)) {
                assert!(pair[0].articles.len() >= GROWTH * pair[1].articles.len(), "{cuts:?}");
            }
        }
    }

    #[test]
    fn one_more_issue_changes_the_newest_block_alone_most_times() {
        let mut moved = 0;
        for weeks in 4900..5000 {
            let (before, after) = (cut(&weekly(weeks)), cut(&weekly(weeks + 1)));
            let sealed = |cuts: &[Cut]| cuts[..cuts.len() - 1].to_vec();
            moved += usize::from(sealed(&before) != sealed(&after));
        }
        assert!(moved <= 20, "{moved} of 100 issues");
    }

    #[test]
    fn a_date_far_ahead_does_not_seal_everything_else() {
        let mut days = weekly(5000);
        days.extend([3_000_000; 5]);
        let cuts = cut(&days);
        assert!(cuts.last().is_some_and(|last| (AHEAD..=NEWEST).contains(&last.articles.len())), "{cuts:?}");
    }

    #[test]
    fn an_old_issue_changes_the_block_of_its_date() {
        let days = weekly(5000);
        let before = cut(&days);
        let mut more = days.clone();
        let at = days.partition_point(|day| *day <= 700_100);
        more.splice(at..at, std::iter::repeat_n(700_101, 20));
        let after = cut(&more);
        let starts = |cuts: &[Cut]| cuts.iter().map(|c| c.start).collect::<Vec<_>>();
        assert_eq!(starts(&before), starts(&after));
    }
}

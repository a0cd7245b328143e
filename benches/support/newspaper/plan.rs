//! Which issues there are. In: how many articles. Out: issues of five publications over the decades, each year's in a row from
//! January on, as archives are digitised in runs.

use super::language::mix;
use crate::words::Dice;

/// One publication of the archive.
pub struct Paper {
    pub slug: &'static str,
    pub name: &'static str,
    pub latin: &'static str,
    pub cadence: &'static str,
    /// The division (GB/T 2260), and its name as the paper's own place.
    pub region: (&'static str, &'static str),
    years: (i32, i32),
    /// Days between two issues, most issues of one year, share of all issues.
    every: (u32, u32, f64),
    number: u64,
}

impl Paper {
    pub fn number(&self) -> u64 {
        self.number
    }
}

pub const PAPERS: [Paper; 5] = [
    paper(
        "heyuan",
        "河原日报",
        "HEYUAN RIBAO",
        "daily",
        ("410700", "新乡市"),
        (1949, 2012),
        (1, 352, 0.36),
        1,
    ),
    paper(
        "jiangbei",
        "江北晚报",
        "JIANGBEI WANBAO",
        "daily",
        ("320500", "苏州市"),
        (1980, 2024),
        (1, 352, 0.24),
        2,
    ),
    paper(
        "shanxiang",
        "山乡周报",
        "SHANXIANG ZHOUBAO",
        "weekly",
        ("530500", "保山市"),
        (1953, 2008),
        (7, 50, 0.18),
        3,
    ),
    paper(
        "haigang",
        "海港周刊",
        "HAIGANG ZHOUKAN",
        "weekly",
        ("350200", "厦门市"),
        (1984, 2023),
        (7, 50, 0.13),
        4,
    ),
    paper(
        "caoyuan",
        "草原月刊",
        "CAOYUAN YUEKAN",
        "monthly",
        ("150500", "通辽市"),
        (1951, 2020),
        (30, 12, 0.09),
        5,
    ),
];

#[allow(clippy::too_many_arguments)]
const fn paper(
    slug: &'static str,
    name: &'static str,
    latin: &'static str,
    cadence: &'static str,
    region: (&'static str, &'static str),
    years: (i32, i32),
    every: (u32, u32, f64),
    number: u64,
) -> Paper {
    Paper { slug, name, latin, cadence, region, years, every, number }
}

/// One issue.
pub struct Issue {
    pub paper: &'static Paper,
    pub date: (i32, u32, u32),
    pub number: u64,
    pub articles: usize,
    pub seed: u64,
    /// Printed in the old characters.
    pub old: bool,
}

impl Issue {
    pub fn day(&self) -> String {
        format!("{}-{:02}-{:02}", self.date.0, self.date.1, self.date.2)
    }

    /// Days since some day: stories are told over a few of them.
    pub fn since(&self) -> u64 {
        let (year, month, day) = self.date;
        year as u64 * 372 + u64::from(month) * 31 + u64::from(day)
    }
}

const DAYS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn date(year: i32, mut day: u32) -> (i32, u32, u32) {
    for (month, length) in DAYS.iter().enumerate() {
        if day < *length {
            return (year, month as u32 + 1, day + 1);
        }
        day -= length;
    }
    (year, 12, 31)
}

/// All issues for `count` articles. More articles make the runs of each year longer, not the papers more.
pub fn issues(count: usize, seed: u64) -> Vec<Issue> {
    let mut out = Vec::new();
    let mut wanted = Vec::new();
    for (k, paper) in PAPERS.iter().enumerate() {
        let share: f64 = PAPERS[..=k].iter().map(|p| p.every.2).sum();
        let end = if k + 1 == PAPERS.len() { count } else { (count as f64 * share) as usize };
        wanted.push(end - wanted.iter().sum::<usize>());
        let years = (paper.years.1 - paper.years.0 + 1) as usize;
        let mut left = wanted[k];
        let mut number = 0;
        for y in 0..years {
            let mut share = left / (years - y);
            let (step, most, _) = paper.every;
            let mut sent = 0;
            let year = paper.years.0 + y as i32;
            // A year in which there is not enough for an issue leaves its part to the next.
            while share >= 8 && sent < most || y + 1 == years && left > 0 && sent < most {
                number += 1;
                let seed = mix(mix(seed, paper.number), (year as u64) << 12 | u64::from(sent));
                let articles = (14 + Dice(seed).below(13)).min(left);
                let old = year < 1956 && paper.number != 5 || year == 1956 && sent.is_multiple_of(2);
                out.push(Issue { paper, date: date(year, sent * step), number, articles, seed, old });
                sent += 1;
                left -= articles;
                share = share.saturating_sub(articles);
            }
        }
    }
    out
}

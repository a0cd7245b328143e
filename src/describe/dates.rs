//! The issue's date, where only the text tells it.
//!
//! In: the issue's articles. Out: an approximate EDTF date (`2021-11~`, `2023~`), or none.
//! Steps: a full date that stands alone near the top; else the latest year that an article of the day speaks of as past or
//! present (not a plan, not the far past), and the latest month of that year, where a day or a month's end is named.

use super::fold::fold;
use crate::split::Article;
use crate::text::dates::{Day, End, Month, Part, Printed, Reading, Said, Year, find};

/// What a date in running text tells of the issue's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct When {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Something that is to come: 到2035年, 2025年底前.
    plan: bool,
    /// 2021年底, 2021年全年: said when the year is over.
    year_end: bool,
    /// 1—9月: the month ends a period of statistics.
    period: bool,
    /// A part of a month or a day: said of something that happened then.
    precise: bool,
    /// 去年5月, or a month in a sentence that another year began.
    other_year: bool,
    /// 2022.5.10: in a text rather a number's, a version's or a receipt's.
    figures: bool,
}

/// Words of an article that speaks of the present.
const NOW: [&str; 16] = [
    "今年",
    "近日",
    "日前",
    "本报讯",
    "昨日",
    "昨天",
    "目前",
    "连日来",
    "截至",
    "这几天",
    "眼下",
    "近期",
    "本月",
    "如今",
    "近年来",
    "最近",
];
// In the form that `Reading` gives a text.
const PLAN_BEFORE: [&str; 13] =
    ["到", "至", "力争", "计划", "预计", "将于", "拟于", "争取", "确保", "规划", "目标", "-", "将在"];
const SO_FAR: [&str; 5] = ["截至", "截止", "截止到", "截至到", "直到"];
const PLAN_AFTER: [&str; 11] =
    ["底前", "末前", "前完成", "前建成", "前实现", "前,", "目标", "规划", "远景", "建成后", "将"];
const START_AFTER: [&str; 4] = ["起施行", "起实施", "起执行", "起正式"];

/// All dates of a text that name a year or a month.
fn dates_in(text: &str) -> Vec<When> {
    let reading = Reading::new(text);
    let mut out: Vec<When> = Vec::new();
    let (mut sentence_year, mut past) = (None, 0);
    for found in find(&reading) {
        let between = reading.chars.get(past..found.at.start).unwrap_or_default();
        if between.iter().any(|c| matches!(c, '。' | '!' | '?')) {
            sentence_year = None;
        }
        past = found.at.end;
        if let Some(when) = when(&reading, &found, sentence_year.is_some()) {
            sentence_year = when.year.or(sentence_year);
            out.push(when);
        }
    }
    give_years(&mut out);
    out
}

/// What a date tells; `None` where it names neither a year that a paper may have nor a month.
fn when(r: &Reading<'_>, found: &Printed, year_in_sentence: bool) -> Option<When> {
    let Said { year: said_year, month, day, part, lunar } = found.first;
    let year = match said_year {
        Some(Year::Common(year)) => Some(Some(year).filter(|y| (1900..2100).contains(y))?),
        _ => None,
    };
    let number = |month| match month {
        Some(Month::Number(month)) if !lunar => Some(month),
        _ => None,
    };
    let last = match found.end {
        End::At(last) => Some(last),
        End::None | End::Open => None,
    };
    let mut when = When { year, month: number(month), ..When::default() };
    if when.month.is_none() && (year.is_none() || last.is_some() && !ends_own_year(r, found)) {
        return None;
    }
    if let (Some(_), None, Some(last)) = (when.month, day, last)
        && last.year == said_year
        && let Some(month) = number(last.month)
    {
        (when.month, when.period) = (Some(month), true);
    }
    when.day = match day {
        Some(Day::Number(day)) if when.month.is_some() => Some(day),
        _ => None,
    };
    when.precise = when.month.is_some() && (when.day.is_some() || part.is_some());
    // 底 is one of the words that tell of a plan.
    let end = found.at.end - usize::from(part == Some(Part::Vague));
    when.year_end = month.is_none() && r.word(end, &["底", "末", "全年", "度"]).is_some();
    when.plan = !when.period && is_plan(r, found.at.start, end)
        || year.is_none() && r.word(end, &START_AFTER).is_some();
    let counted = match said_year {
        Some(Year::Relative(years)) => years != 0,
        said => matches!(said, Some(Year::Context(_))),
    };
    when.other_year = year.is_none() && (counted || year_in_sentence);
    when.figures = !r.chars[found.at.clone()].contains(&'月') && when.day.is_some();
    Some(when)
}

/// Of years that a dash joins, whether the first is told as one: 2021年至2025年, but not 2021—2025年, a plan's or an account's.
fn ends_own_year(r: &Reading<'_>, found: &Printed) -> bool {
    r.chars[found.at.clone()].iter().filter(|c| **c == '年').count() > 1
}

/// A month that follows its own year belongs to it.
fn give_years(dates: &mut [When]) {
    let mut year = None;
    for when in dates {
        match when.year {
            Some(y) => year = Some(y),
            None if when.other_year && year.is_some() && !when.plan => when.year = year,
            None => {}
        }
    }
}

fn is_plan(r: &Reading<'_>, start: usize, end: usize) -> bool {
    let ahead = r.after(start, &PLAN_BEFORE) && !r.after(start, &SO_FAR);
    ahead || r.word(end, &PLAN_AFTER).is_some()
}

/// A full date that stands alone: a line that is little else.
fn date_line(text: &str) -> Option<String> {
    // 创刊于1949年5月1日 is the publication's date.
    let founding = crate::split::dated::FOUNDING.iter().any(|w| text.contains(w));
    if founding || text.chars().count() > 40 {
        return None;
    }
    dates_in(text).into_iter().find_map(|when| match when {
        When { year: Some(y), month: Some(m), day: Some(d), .. } => Some(format!("{y}-{m:02}-{d:02}~")),
        _ => None,
    })
}

/// See the head of this module.
pub(super) fn date_of(articles: &[Article]) -> Option<String> {
    let top = articles.first().map(|a| a.blocks.iter().take(3)).into_iter().flatten();
    if let Some(date) = top.map(|b| fold(&b.text)).find_map(|t| date_line(&t)) {
        return Some(date);
    }
    let mut dates: Vec<When> = Vec::new();
    let mut this_year = false;
    for article in articles {
        let texts: Vec<String> = std::iter::once(fold(&article.title))
            .chain(article.blocks.iter().map(|b| fold(&b.text)))
            .collect();
        // A memoir's latest year is not the paper's.
        if texts.iter().any(|t| NOW.iter().any(|w| t.contains(w))) {
            this_year |= texts.iter().any(|t| t.contains("今年"));
            dates.extend(texts.iter().flat_map(|t| dates_in(t)));
        }
    }
    dates.retain(|d| !d.plan && !d.figures);
    let mut years: Vec<i32> = dates.iter().filter_map(|d| d.year).collect();
    years.sort_unstable();
    let last = years.last().copied()?;
    let count = |y: i32| years.iter().filter(|&&x| x == y).count();
    // One stray year far above all others is a plan that was not told as one.
    let below = years.iter().rev().find(|&&y| y < last).copied();
    let year = match below {
        Some(b) if last - b >= 3 && count(last) == 1 && count(b) > 2 => b,
        _ => last,
    };
    let over = this_year && dates.iter().filter(|d| d.year == Some(year)).all(|d| d.year_end);
    let year = if over { year + 1 } else { year };

    let ours = |d: &&When| d.month.is_some() && (d.year == Some(year) || (d.year.is_none() && !d.other_year));
    let period = dates.iter().filter(ours).filter(|d| d.period).filter_map(|d| d.month).max();
    let named: Vec<&When> = dates.iter().filter(ours).filter(|d| !d.period).collect();
    let month = named.iter().filter_map(|d| d.month).max();
    let precise = named.iter().filter(|d| d.precise).filter_map(|d| d.month).max();
    match (month, precise) {
        // The latest month must be one in which something happened on a day, and no figure may be later.
        (Some(m), Some(p)) if m == p && period.is_none_or(|q| q <= m) && !over => {
            Some(format!("{year}-{m:02}~"))
        }
        _ => Some(format!("{year}~")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::{Block, BlockRole};

    fn issue(text: &str) -> Option<String> {
        let block = Block { role: BlockRole::Body, lines: Vec::new(), text: text.into(), markup: None };
        date_of(&[Article { title: "题".into(), blocks: vec![block], ..Article::default() }])
    }

    #[test]
    fn the_latest_year_and_month_that_are_not_plans() {
        for (text, date) in [
            (
                "日前，全县2019年第三次推进会召开，到2025年建成。此前的9月12日开工，工期两年，计划于12月底前投产，总投资过亿元。",
                Some("2019-09~"),
            ),
            (
                "今年，全区发展提速。2020年，项目开工；1—9月签约三十个，投资同比增长一成，规划（2019—2025年）落实。",
                Some("2020~"),
            ),
            (
                "近日，二〇〇八年十月十五日那场比赛的奖牌送到了学校，师生们围在一起听老队员讲当时的经过和后来的故事。",
                Some("2008-10~"),
            ),
            (
                "最近，民國三十六年三月五日起实行的办法又有修改，各乡的代表都到会上来讨论，大家提出了不少的意见和办法。",
                Some("1947-03~"),
            ),
            (
                "截至2021年底，全县通了高速。今年，两条支线接着修，群众的出行更加方便，物流的成本也跟着降了下来，很好。",
                Some("2022~"),
            ),
            (
                "1958年冬天，父亲挑着担子上了水库工地，那时候的人不知道累，夜里点着马灯干活，一干就是一整个冬天。",
                None,
            ),
            (
                "近日，会议定在我县。此前2006年办过一次，2009年春天将再办；编号2007.5.10的图纸，已经先送各校阅览，听取意见。",
                Some("2006~"),
            ),
            ("今天天气很好。", None),
        ] {
            assert_eq!(issue(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_date_line_near_the_top() {
        assert_eq!(issue("２０１３年７月２日 星期二").as_deref(), Some("2013-07-02~"));
        assert_eq!(issue("2022.5.10 第3版").as_deref(), Some("2022-05-10~"));
        assert_eq!(issue("一九六五年十一月廿三日").as_deref(), Some("1965-11-23~"));
        assert_eq!(issue("创办于1949年5月1日"), None);
    }
}

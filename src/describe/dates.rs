//! The issue's date, where only the text tells it.
//!
//! In: the issue's articles. Out: an approximate EDTF date (`2021-11~`, `2023~`), or none.
//! Steps: a full date that stands alone near the top; else the latest year that an article of the day speaks of as past or
//! present (not a plan, not the far past), and the latest month of that year, where a day or a month's end is named.

use super::fold::fold;
use crate::split::Article;

/// A date in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct When {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Something that is to come: 到2035年, 2025年底前.
    plan: bool,
    /// 2021年底, 2021年全年: said when the year is over.
    year_end: bool,
    /// 1—9月: the month ends a period of statistics.
    period: bool,
    /// A month's end or a day: said of something that happened then.
    precise: bool,
    /// 去年5月, or a month in a sentence that another year began.
    other_year: bool,
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
const PLAN_BEFORE: [&str; 17] = [
    "到", "至", "力争", "计划", "预计", "将于", "拟于", "争取", "确保", "规划", "目标", "—", "-", "~", "～",
    "–", "将在",
];
const PLAN_AFTER: [&str; 13] = [
    "底前",
    "末前",
    "前完成",
    "前建成",
    "前实现",
    "前,",
    "前，",
    "目标",
    "规划",
    "远景",
    "建成后",
    "年底建成",
    "将",
];
const START_AFTER: [&str; 4] = ["起施行", "起实施", "起执行", "起正式"];

/// Digits and Chinese digits; 十 and 廿 are left to [`number`].
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '〇' | '○' | '零' | 'Ｏ' | 'O' => Some(0),
        _ => "一二三四五六七八九".chars().position(|d| d == c).map(|p| p as u32 + 1),
    }
}

/// A number up to 99 in either writing: 5, 12, 十二, 廿三, 三十六.
fn number(chars: &[char]) -> Option<u32> {
    if chars.is_empty() || chars.len() > 3 {
        return None;
    }
    if chars.iter().all(|&c| digit(c).is_some()) {
        return (chars.len() < 3).then(|| chars.iter().fold(0, |n, &c| n * 10 + digit(c).unwrap_or(0)));
    }
    let tens = match chars.iter().position(|&c| "十廿卅".contains(c))? {
        0 => "十廿卅".chars().position(|c| c == chars[0]).map(|p| p as u32 + 1)?,
        1 => digit(chars[0])?,
        _ => return None,
    };
    let rest = chars.iter().skip_while(|&&c| !"十廿卅".contains(c)).skip(1).collect::<Vec<_>>();
    match rest.as_slice() {
        [] => Some(tens * 10),
        [one] => digit(**one).map(|d| tens * 10 + d),
        _ => None,
    }
}

fn numeral(c: char) -> bool {
    digit(c).is_some() || "十廿卅".contains(c)
}

/// Start of the run of numerals that ends before `end`.
fn run_start(chars: &[char], end: usize) -> usize {
    (0..end).rev().take(5).take_while(|&i| numeral(chars[i])).last().unwrap_or(end)
}

fn ends_with_any(chars: &[char], end: usize, words: &[&str]) -> bool {
    let before: String = chars[end.saturating_sub(5)..end].iter().collect();
    words.iter().any(|w| before.ends_with(w))
}

fn starts_with_any(chars: &[char], start: usize, words: &[&str]) -> bool {
    let after: String = chars[start.min(chars.len())..].iter().take(5).collect();
    words.iter().any(|w| after.starts_with(w))
}

/// A number followed by `mark` at `at`: its value and the place after the mark.
fn numbered(chars: &[char], at: usize, marks: &[char]) -> Option<(u32, usize)> {
    let end = (at..chars.len()).take(4).find(|&i| !numeral(chars[i]))?;
    let n = number(chars.get(at..end)?)?;
    marks.contains(chars.get(end)?).then_some((n, end + 1))
}

/// All dates in a folded text.
fn dates_in(text: &str) -> Vec<When> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<When> = Vec::new();
    let mut sentence_year: Option<u32> = None;
    let mut i = 0;
    while i < chars.len() {
        let found = match chars[i] {
            '。' | '！' | '？' => {
                sentence_year = None;
                None
            }
            '年' => date_from_year(&chars, i),
            '月' => date_from_month(&chars, i, sentence_year.is_some()),
            _ => None,
        };
        let Some((when, end)) = found else {
            i += 1;
            continue;
        };
        sentence_year = when.year.or(sentence_year);
        out.push(when);
        i = end;
    }
    give_years(&mut out);
    out
}

/// The date whose 年 stands at `at`, and the place after it.
fn date_from_year(chars: &[char], at: usize) -> Option<(When, usize)> {
    let start = run_start(chars, at);
    let mut when = When { year: Some(year_of(chars, start, at)?), ..When::default() };
    let mut end = at + 1;
    if let Some((month, after)) = numbered(chars, end, &['月']).filter(|(m, _)| (1..=12).contains(m)) {
        (when.month, end) = (Some(month), after);
        end = take_day(chars, end, &mut when);
        when.precise = when.day.is_some() || starts_with_any(chars, end, &["底", "末"]);
    } else {
        when.year_end = starts_with_any(chars, end, &["底", "末", "全年", "度"]);
    }
    when.plan = is_plan(chars, start, end);
    Some((when, end))
}

/// The date without a year whose 月 stands at `at`, and the place after it.
fn date_from_month(chars: &[char], at: usize, year_in_sentence: bool) -> Option<(When, usize)> {
    let start = run_start(chars, at);
    let month = number(&chars[start..at]).filter(|m| (1..=12).contains(m))?;
    let mut when = When { month: Some(month), ..When::default() };
    let end = take_day(chars, at + 1, &mut when);
    when.precise = when.day.is_some() || starts_with_any(chars, end, &["底", "末", "上旬", "中旬", "下旬"]);
    when.period = start > 1 && "—-–~～至".contains(chars[start - 1]) && numeral(chars[start - 2]);
    when.plan = !when.period && is_plan(chars, start, end) || starts_with_any(chars, end, &START_AFTER);
    let named = ["去年", "上年", "明年", "次年", "当年", "翌年", "同年"];
    when.other_year = ends_with_any(chars, start, &named) || year_in_sentence;
    Some((when, end))
}

/// The day that follows a month, if one does; the place after it.
fn take_day(chars: &[char], at: usize, when: &mut When) -> usize {
    let Some((day, after)) = numbered(chars, at, &['日', '号']).filter(|(d, _)| (1..=31).contains(d))
    else {
        return at;
    };
    when.day = Some(day);
    after
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

fn year_of(chars: &[char], start: usize, end: usize) -> Option<u32> {
    let run = &chars[start..end];
    if start >= 2 && chars[start - 2] == '民' && chars[start - 1] == '国' {
        return number(run).map(|n| 1911 + n);
    }
    if run.len() != 4 {
        return None;
    }
    let year = run.iter().try_fold(0, |n, &c| digit(c).map(|d| n * 10 + d))?;
    (1900..2100).contains(&year).then_some(year)
}

fn is_plan(chars: &[char], start: usize, end: usize) -> bool {
    let so_far = ends_with_any(chars, start, &["截至", "截止", "截止到", "截至到", "直到"]);
    (ends_with_any(chars, start, &PLAN_BEFORE) && !so_far) || starts_with_any(chars, end, &PLAN_AFTER)
}

/// A full date that stands alone: a line that is little else.
fn date_line(text: &str) -> Option<String> {
    // 创刊于1949年5月1日 is the publication's date.
    let founding = crate::split::dated::FOUNDING.iter().any(|w| text.contains(w));
    if founding || text.chars().count() > 40 {
        return None;
    }
    if let Some(When { year: Some(y), month: Some(m), day: Some(d), .. }) =
        dates_in(text).into_iter().find(|w| w.day.is_some() && w.year.is_some())
    {
        return Some(format!("{y}-{m:02}-{d:02}~"));
    }
    // 2022.5.10, 2022-05-10, 2022/5/10
    let parts: Vec<&str> = text.split(|c: char| !(c.is_ascii_digit() || ".-/".contains(c))).collect();
    parts.into_iter().find_map(|p| {
        let n: Vec<u32> = p.split(['.', '-', '/']).map(|x| x.parse().unwrap_or(0)).collect();
        match n.as_slice() {
            [y @ 1900..=2099, m @ 1..=12, d @ 1..=31] => Some(format!("{y}-{m:02}-{d:02}~")),
            _ => None,
        }
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
    dates.retain(|d| !d.plan);
    let mut years: Vec<u32> = dates.iter().filter_map(|d| d.year).collect();
    years.sort_unstable();
    let last = years.last().copied()?;
    let count = |y: u32| years.iter().filter(|&&x| x == y).count();
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

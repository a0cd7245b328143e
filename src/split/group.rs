//! Headline groups: which lines of a run of short lines are label, kicker, title, subtitle and byline.
//!
//! In: a run of short lines that stands above a text. Out: a [`Group`]. Whether the group opens an article or is a
//! heading within one is for `evidence` to say.

use super::classify::Class;
use super::cohesion::Cohesion;
use super::endings::Endings;
use super::line::Line;
use super::pattern::Pattern;
use super::rules::Rule;
use super::titles::Titles;
use super::trace::Words;
use super::{byline, marks, pair};
use crate::text::{is_han, script, squeeze};

/// A run of short lines, told apart. Line indexes; each line of the run is in one of them.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Lines that close what stands above: an unbracketed byline under a text. In the order of the lines.
    pub leading: Vec<usize>,
    /// The standing heading over one or more articles (栏目).
    pub column: Option<usize>,
    pub kicker: Vec<usize>,
    pub title: Vec<usize>,
    pub subtitle: Vec<usize>,
    pub byline: Vec<usize>,
    /// A title in pinyin and the like.
    pub notes: Vec<usize>,
    /// Headings below the byline: the text's first section.
    pub trailing: Vec<usize>,
    /// The rule that gave a line its place.
    pub why: Vec<(usize, Rule)>,
    /// Two bare lines that were weighed against each other.
    pub pair: Option<Pair>,
}

/// Which of two bare lines is the title: the words for the second.
#[derive(Debug, Clone)]
pub struct Pair {
    pub first: usize,
    pub second: usize,
    pub words: Words,
}

impl Pair {
    /// A first line that says nothing of the text below and is as short as labels are names a column.
    fn is_label(&self, lines: &[Line]) -> bool {
        /// Surer than the choice of the title alone.
        const SURE: f64 = 2.0;
        let name = label_name(&lines[self.first]);
        (2..=5).contains(&name.chars().count()) && name.chars().all(is_han) && self.words.sum() > SURE
    }
}

/// What a run is told apart by, besides its lines.
pub struct Around<'a> {
    pub lines: &'a [Line],
    pub class: &'a [Class],
    /// The entries of the contents page.
    pub entries: &'a Titles,
    /// A text stands above the run.
    pub after_text: bool,
    pub cohesion: &'a Cohesion,
    /// The first texts below it.
    pub lead: &'a [usize],
    /// Empty words: they keep what they are told if somebody asks.
    pub words: Words,
}

impl Group {
    /// Every line of the headline itself.
    pub fn headline(&self) -> impl Iterator<Item = usize> {
        self.kicker.iter().chain(&self.title).chain(&self.subtitle).copied()
    }

    pub fn is_empty(&self) -> bool {
        self.title.is_empty()
    }
}

/// Endings of the names of columns, as papers call them.
static COLUMNS: Endings = Endings::of(
    "\
    传真 论坛 扫描 新闻 速递 简讯 短讯 短波 快讯 快报 博览 视点 视线 \
    视角 观察 聚焦 广角 园地 天地 副刊 之窗 之声 之友 随笔 杂谈 漫谈 \
    札记 来信 信箱 点击 关注 焦点 纵横 平台 动态 要闻 人物 风采 风貌 \
    讲堂 课堂 专栏 专版 专题 专访 访谈 特稿 评论 时评 短评 今日谈 交流 \
    参考 文摘 摘编 资讯 播报 看台 在线 直通车 进行时 连线 链接 剪影 掠影 \
    镜头 看点 热线 书评 诗歌 散文 小说 绿地 史话 春秋 往事 回眸 百科 \
    提示 一线 一角 一瞥 集锦 荟萃 撷英 文苑 寓言 杂感 随想 选萃 简报 \
    手记 专电 電訊 电讯 專電 来论 故事 知识 常识 讲座 花絮 轶事 趣闻 拾零 拾遗 咨询 顾问 \
    提醒 行情 门诊 答疑 問答 问答 園地 選登 选登 連載 连载 小言 寄语 一束 数则 數則",
);

/// Ends as columns are called, or says what it is: 图说…, 三则.
fn ends_as_columns_do(name: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let several = name.strip_suffix('则').is_some_and(|n| !n.is_empty() && n.chars().all(numeral));
    several || name.starts_with("图说") || COLUMNS.end(name)
}

static KICKER_END: Pattern = Pattern::folded(
    r"(?:强调|強調|指出|要求|表示|提出|时|之际|系列报道|系列报道之[一二三四五六七八九十]+|之[一二三四五六七八九十]|侧记|调研行|[((][一二三四五六七八九十][))]|——|—)$",
);
static KICKER_START: Pattern = Pattern::folded(
    r"^(?:随着|围绕|面对|据|继|从|当|在.{2,12}(?:下|上|中|后|前)|为(?:了)?|贯彻|学习|落实|深入|[\p{Han}]{2,4}(?:在|到|赴).{2,14}(?:时|强调))",
);

/// Tells a run apart.
pub fn read(run: &[usize], around: &Around) -> Group {
    let Around { lines, class, entries, after_text, .. } = *around;
    let mut group = Group::default();
    let mut rest: Vec<usize> = Vec::new();
    let mut names_seen = false;
    for (k, i) in run.iter().copied().enumerate() {
        match class[i] {
            // A title of two characters may look like a name: the byline below it is the one with a mark.
            Class::Byline if rest.is_empty() && is_title_above_byline(&run[k..], lines, class) => {
                rest.push(i)
            }
            Class::Byline if rest.is_empty() && after_text && run.len() > k + 1 => {
                group.why.push((i, Rule::NamesUnderText));
                group.leading.push(i);
            }
            Class::Byline => {
                names_seen = true;
                group.byline.push(i);
            }
            Class::Latin => group.notes.push(i),
            _ if names_seen => group.trailing.push(i),
            _ => rest.push(i),
        }
    }
    if rest.is_empty() {
        // Only names (and Latin): they belong to what stands above.
        group.leading.append(&mut group.byline);
        return group;
    }
    if group.byline.is_empty()
        && rest.len() >= 2
        && let Some(last) = rest.last().copied()
        && (byline::body(&lines[last].fold).is_some() && lines[last].level == 0)
        && (lines[rest[0]].level > 0 || entries.names(&squeeze(&lines[last].fold)))
    {
        rest.pop();
        group.byline.push(last);
    }
    if group.byline.is_empty()
        && rest.len() >= 2
        && let Some(last) = rest.last().copied()
        && lines[last].level == 0
        && lines[rest[rest.len() - 2]].len >= 4
        && byline::bare_name(&lines[last].fold).is_some()
        && !is_column_name(&lines[last].fold)
        && !is_column_name(&lines[rest[rest.len() - 2]].fold)
        && marks::numbered(&lines[rest[rest.len() - 2]].fold).is_none()
    {
        rest.pop();
        group.byline.push(last);
    }
    take_label(&mut rest, lines, entries, &mut group);
    headline(&rest, around, &mut group);
    group
}

fn is_title_above_byline(run: &[usize], lines: &[Line], class: &[Class]) -> bool {
    let marked = |i: usize| byline::is_marked(&lines[i].fold) || lines[i].fold.trim().contains(' ');
    !marked(run[0]) && run.get(1).is_some_and(|i| class[*i] == Class::Byline && marked(*i))
}

/// A label above a headline: 2 to 6 characters, ending as columns are called, or marked as one.
fn take_label(rest: &mut Vec<usize>, lines: &[Line], entries: &Titles, group: &mut Group) {
    if rest.len() < 2 {
        return;
    }
    let announced = entries.has_column(&label_name(&lines[rest[0]]));
    if announced || is_label(&lines[rest[0]], &lines[rest[1]]) {
        group.why.push((rest[0], Rule::ColumnLabel));
        group.column = Some(rest.remove(0));
    }
}

/// Ends as the names of columns end, and is as short: 党员风采, 文 苑.
pub fn is_column_name(fold: &str) -> bool {
    /// With its number: 12、.
    const LONGEST: usize = 9;
    if fold.chars().filter(|c| !c.is_whitespace()).nth(LONGEST).is_some() {
        return false;
    }
    let name = squeeze(fold);
    let name = marks::without_number(&name);
    (2..=6).contains(&name.chars().count()) && ends_as_columns_do(&script::simplify(name))
}

/// Whether `line` is a column's label above `below`.
pub fn is_label(line: &Line, below: &Line) -> bool {
    let name = label_name(line);
    let len = name.chars().count();
    let shape = (2..=8).contains(&len)
        && name.chars().all(|c| is_han(c) || c == '·')
        && (marks::numbered(&line.fold).is_none() || ends_as_columns_do(&name));
    let heavier = line.level > 0 && below.level > 0 && line.level < below.level;
    let name = script::simplify(&name);
    let famous = len == 4 && ends_as_columns_do(&name) && !ends_as_columns_do(&squeeze(&below.fold));
    let boxed = line.fold.starts_with(['■', '●', '◆', '★', '□', '▲']) && len <= 8;
    // 【政务动态】 on a line of its own is a label, whatever it says.
    let lenticular =
        line.fold.starts_with(['【', '〔', '[']) && line.fold.ends_with(['】', '〕', ']']) && len <= 5;
    let spaced = is_spaced_out(&line.text) && !is_spaced_out(&below.text);
    shape
        && (below.len > len || famous && below.len >= 2)
        && (ends_as_columns_do(&name) && len <= 6 || boxed || lenticular || spaced || heavier && len <= 6)
}

/// Letter by letter with wide gaps, as papers set the names of their columns: 杂　感.
pub fn is_spaced_out(text: &str) -> bool {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&tokens.len()) && tokens.iter().all(|t| t.chars().count() == 1 && t.chars().all(is_han))
}

/// A label's name without the marks around it.
pub fn label_name(line: &Line) -> String {
    let text = squeeze(&line.text);
    marks::without_number(&text)
        .trim_matches([
            '■', '●', '◆', '★', '□', '▲', '·', '|', '【', '】', '[', ']', '〔', '〕', '—', '-', '◎', '○',
            '◇', '※', ':', ':',
        ])
        .to_string()
}

fn headline(rest: &[usize], around: &Around, group: &mut Group) {
    let Around { lines, entries, .. } = *around;
    let first_level = rest.iter().map(|i| lines[*i].level).filter(|l| *l > 0).min();
    let mut title_at = match first_level {
        Some(level) => rest.iter().position(|i| lines[*i].level == level).unwrap_or(0),
        None => {
            let (at, rule) = bare_title(rest, around, group);
            group.why.extend(rule.map(|rule| (rest[at], rule)));
            at
        }
    };
    if let Some(i) = rest.get(title_at).filter(|_| title_at > 0 && first_level.is_some()) {
        group.why.push((*i, Rule::TitleByHeading));
    }
    // 【】 and —— mark a kicker wherever it stands.
    while title_at + 1 < rest.len() && is_marked_kicker(&lines[rest[title_at]]) {
        group.why.push((rest[title_at], Rule::MarkedKicker));
        title_at += 1;
    }
    match group.pair.as_ref() {
        Some(pair) if title_at == 1 && group.column.is_none() && pair.is_label(lines) => {
            group.column = Some(rest[0]);
        }
        _ => group.kicker.extend(&rest[..title_at]),
    }
    let end = title_end(&rest[title_at..], lines, entries) + title_at;
    group.title.extend(&rest[title_at..end]);
    group.why.extend(group.title.iter().skip(1).map(|i| (*i, Rule::TitleGoesOn)));
    for i in &rest[end..] {
        let numbered = marks::numbered(&lines[*i].fold).is_some();
        let level = lines[*i].level;
        let deeper = level > 0 && first_level.is_some_and(|l| level > l) && !is_subtitle(&lines[*i]);
        let section = numbered || deeper || !group.trailing.is_empty();
        if section {
            group.trailing.push(*i);
        } else {
            group.subtitle.push(*i);
        }
    }
    group.trailing.sort_unstable();
}

fn is_marked_kicker(line: &Line) -> bool {
    let text = line.fold.trim();
    text.starts_with(['【', '[']) && text.ends_with(['】', ']'])
        || text.ends_with('—') && !text.starts_with('—')
}

fn is_subtitle(line: &Line) -> bool {
    line.fold.starts_with(['—', '-', '~']) && line.fold.chars().any(is_han)
}

/// Index of the title among bare lines, and the rule that chose it where it is not just the first.
fn bare_title(rest: &[usize], around: &Around, group: &mut Group) -> (usize, Option<Rule>) {
    let Around { lines, entries, .. } = *around;
    let announced = |i: &usize| entries.best(&lines[*i].text).is_some_and(|(likeness, _)| likeness > 0.8);
    let matched = if entries.is_empty() { None } else { rest.iter().position(announced) };
    if let Some(at) = matched {
        return (at, Some(Rule::TitleByContents));
    }
    let subtitle = rest.iter().position(|i| is_subtitle(&lines[*i]));
    match (subtitle, rest.len()) {
        // A dashed subtitle hangs on the line above it.
        (Some(at), _) if at >= 2 => {
            let pair = is_pair(&lines[rest[at - 2]], &lines[rest[at - 1]]);
            (at - 1 - usize::from(pair), Some(Rule::TitleAboveDash))
        }
        // Three bare lines are the classical group: 引题, 主题, 副题.
        (None, 3)
            if rest.iter().all(|i| lines[*i].len <= 24)
                && marks::numbered(&lines[rest[2]].fold).is_none() =>
        {
            (1, Some(Rule::MiddleOfThree))
        }
        (None, 2) if !is_one_title(&lines[rest[0]], &lines[rest[1]]) => weighed_title(rest, around, group),
        (None, n) if n >= 2 && kickerish(&lines[rest[0]], &lines[rest[1]]) => (1, Some(Rule::LeadsUpToTitle)),
        _ => (0, None),
    }
}

/// A title that breaks off at the end of its first line, or has two halves of one length.
fn is_one_title(first: &Line, second: &Line) -> bool {
    !is_marked_kicker(first) && (super::fragment::breaks_off(&first.fold) > 1.0 || is_pair(first, second))
}

fn weighed_title(rest: &[usize], around: &Around, group: &mut Group) -> (usize, Option<Rule>) {
    let lead = around.lead;
    let half =
        |i: usize| pair::Half { line: &around.lines[i], taken_up: around.cohesion.covered(&[i], lead) };
    let mut words = around.words.clone();
    pair::second_is_title(&half(rest[0]), &half(rest[1]), &mut words);
    let second = words.sum() > 0.0;
    group.pair = Some(Pair { first: rest[0], second: rest[1], words });
    (usize::from(second), None)
}

/// A bare first line that leads up to the second: an occasion, a speaker, a phrase longer than the title.
fn kickerish(first: &Line, second: &Line) -> bool {
    let text = first.fold.trim();
    is_marked_kicker(first)
        || KICKER_END.is_match(text)
        || KICKER_START.is_match(text) && first.len > second.len + 2
        || first.len <= 5 && second.len >= first.len + 4 && !text.contains(' ')
        || text.contains(',') && !second.fold.contains(',') && first.len > second.len + 4
}

/// How many lines the title takes: two where the contents say so, where the first breaks off, or where they are a pair
/// of equal length (双行题).
fn title_end(rest: &[usize], lines: &[Line], entries: &Titles) -> usize {
    let Some(first) = rest.first().map(|i| &lines[*i]) else { return 0 };
    if rest.get(1).is_some_and(|i| is_subtitle(&lines[*i])) {
        return 1;
    }
    for take in (2..=rest.len().min(3)).rev().filter(|_| !entries.is_empty()) {
        let joined: String = rest[..take].iter().map(|i| &*lines[*i].text).collect();
        if entries.prefers(&joined, &first.text) {
            return take;
        }
    }
    let Some(second) = rest.get(1).map(|i| &lines[*i]) else { return 1 };
    if is_subtitle(second) || first.level != second.level || marks::numbered(&second.fold).is_some() {
        return 1;
    }
    if super::fragment::breaks_off(&first.fold) > 1.0 || is_pair(first, second) { 2 } else { 1 }
}

/// Two lines of one length, neither with a pause, or two Markdown headings of one level without a blank line between: a
/// title in two halves (双行题).
fn is_pair(first: &Line, second: &Line) -> bool {
    if first.level > 0 && second.level == first.level && second.gap == 0 {
        return true;
    }
    let plain = |l: &Line| !l.fold.contains([':', ',', ' ']) && l.level == first.level;
    first.len == second.len && (7..=16).contains(&first.len) && plain(first) && plain(second)
}

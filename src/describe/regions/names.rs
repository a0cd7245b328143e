//! What divisions are called: full names, short names, aliases and words that only look like names, found at once.
//!
//! In: the table of divisions and `src/describe/tables/placewords.txt`, `place_aliases.tsv`, `papers.tsv`.
//! Out: [`Names`], built once.

use super::table::table;
use super::{Division, Level};
use crate::describe::lookup::{self, Lookup};
use crate::describe::sections::section;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const WORDS: &str = include_str!("../tables/placewords.txt");
const ALIASES: &str = include_str!("../tables/place_aliases.tsv");
const PAPERS: &str = include_str!("../tables/papers.tsv");

/// How a pattern names a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// With its suffix: 襄汾县.
    Full,
    /// A full name that is also a kind of place: 矿区.
    Generic,
    /// Without its suffix: 襄汾.
    Short,
    /// A short name that is also a word: 和平.
    Word,
    /// A longer word in which a name is not one: 孙中山.
    Absorb,
}

/// What a name is, and how far the rows and years of the names up to it reach.
#[derive(Debug, Clone, Copy)]
struct Pattern {
    form: Form,
    rows: usize,
    until: usize,
}

/// All names, each by its place in the list of their texts. What they mean stands in a few long lists: thousands of short
/// ones take longer to make than an issue to split.
pub(super) struct Names {
    pub texts: Lookup<Cow<'static, str>>,
    patterns: Vec<Pattern>,
    rows: Vec<usize>,
    until: Vec<(usize, u32)>,
    each: BTreeMap<usize, Vec<usize>>,
}

impl Names {
    /// No name yet, and room for so many.
    fn with_capacity(names: usize) -> Self {
        let (patterns, rows) = (Vec::with_capacity(names), Vec::with_capacity(names));
        Self { texts: Lookup::new([]), patterns, rows, until: Vec::new(), each: BTreeMap::new() }
    }

    pub fn form(&self, name: usize) -> Form {
        self.patterns[name].form
    }

    /// The rows of the table that it can mean.
    pub fn rows(&self, name: usize) -> &[usize] {
        &self.rows[self.end_before(name, |p| p.rows)..self.patterns[name].rows]
    }

    /// Of [`rows`](Self::rows), those that were called so until the end of a year: 淮阴 is 淮安市 until 2001.
    pub fn until(&self, name: usize) -> &[(usize, u32)] {
        &self.until[self.end_before(name, |p| p.until)..self.patterns[name].until]
    }

    /// Several divisions in one breath: a row for each character. 京津冀.
    pub fn each(&self, name: usize) -> &[usize] {
        self.each.get(&name).map(Vec::as_slice).unwrap_or_default()
    }

    fn end_before(&self, name: usize, end: fn(&Pattern) -> usize) -> usize {
        name.checked_sub(1).map_or(0, |before| end(&self.patterns[before]))
    }

    /// Adds the name that these entries are of: in their order, the last one decides what it is.
    fn push(&mut self, form: Form, entries: &[Entry]) {
        let Some((_, kind, _)) = entries.last() else { return };
        let from = self.rows.len();
        for (_, k, row) in entries {
            let meant = *kind != Kind::Absorb && (k == kind || matches!(k, Kind::Nick(_)));
            if meant && self.rows[from..].last() != Some(row) {
                self.rows.push(*row);
            }
            if let Kind::Nick(until) = k
                && *until < u32::MAX
            {
                self.until.push((*row, *until));
            }
        }
        self.patterns.push(Pattern { form, rows: self.rows.len(), until: self.until.len() });
    }
}

/// Where a name is from; the last of these decides what it is: 吉林 is a full name of nothing, but 兴县 is full and short at
/// once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Made from the short name.
    Alias,
    /// Listed by hand: it is meant beside whatever else is called so.
    Nick(u32),
    Short,
    Full,
    Absorb,
}

/// Divisions that a name may end with; what doesn't is a bare name.
const SUFFIXES: [char; 8] = ['省', '市', '县', '区', '州', '盟', '旗', '署'];

/// Whether a name doesn't say what kind of division it is: 晋北, 北平.
pub(super) fn is_bare(name: &str) -> bool {
    !name.ends_with(SUFFIXES)
}

/// Rows of a tab separated table with comments.
fn rows_of(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

/// A division's names: in full, in short, and what papers call it: 玉屏县, 恩施州; and what it was before 2002: 介休县,
/// 晋中地区, 晋中专区.
fn names_of(d: &'static Division) -> impl Iterator<Item = (Cow<'static, str>, Kind)> {
    let short = (d.short != d.name && d.short.chars().count() > 1).then_some(d.short);
    let suffixes: &[&str] = match d.level {
        Level::Prefecture if d.name.ends_with("自治州") => &["州"],
        Level::Prefecture => &["地区", "专区", "市"],
        Level::County if d.name.ends_with("自治县") => &["县"],
        Level::County if d.name.ends_with("自治旗") => &["旗"],
        Level::County if d.short.ends_with('区') => &[],
        Level::County if d.name.ends_with('市') || d.name.ends_with('区') => &["县"],
        _ => &[],
    };
    let also = suffixes.iter().map(|suffix| (format!("{}{suffix}", d.short).into(), Kind::Alias));
    // 霍州 was 霍县, 通州 通县.
    let city = d.level == Level::County && d.name.ends_with(['市', '区']);
    let stem = d.short.strip_suffix('州').filter(|stem| city && stem.chars().count() == 1);
    let once = stem.map(|stem| (format!("{stem}县").into(), Kind::Alias));
    let printed = short.map(|short| (short.into(), Kind::Short));
    std::iter::once((d.name.into(), Kind::Full)).chain(printed).chain(also).chain(once)
}

/// A name, where it is from, and a row that it can mean.
type Entry = (Cow<'static, str>, Kind, usize);

/// The names of the table's divisions.
fn table_entries() -> Vec<Entry> {
    let t = table();
    let mut all = Vec::with_capacity(4 * t.rows.len());
    for (i, d) in t.rows.iter().enumerate() {
        // A municipality has a second row as its own prefecture; 省直辖 is no name anyone prints.
        let twin = d.level == Level::Prefecture
            && d.parent.is_some_and(|p| t.row_of(p).is_some_and(|p| t.rows[p].name == d.name));
        if twin || d.name.contains("省直辖") || d.name == "市辖区" {
            continue;
        }
        all.extend(names_of(d).map(|(name, kind)| (name, kind, i)));
    }
    all
}

fn build() -> Names {
    let t = table();
    let words: BTreeSet<&str> = section(WORDS, "words").collect();
    let generic: BTreeSet<&str> = section(WORDS, "generic").collect();
    let mut all = table_entries();
    let mut together: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for cells in rows_of(ALIASES) {
        let [name, codes, until] = cells.as_slice() else { continue };
        let rows: Vec<usize> = codes.split('+').filter_map(|c| t.row_of(c)).collect();
        let Some(&first) = rows.first() else { continue };
        let until = until.parse().unwrap_or(u32::MAX);
        all.push(((*name).into(), Kind::Nick(until), first));
        if rows.len() > 1 {
            together.insert(name, rows);
        }
    }

    all.extend(section(WORDS, "absorb").map(|text| (text.into(), Kind::Absorb, 0)));
    // In the order of the table where a name is one of several rows.
    lookup::sort(&mut all, |(text, kind, _)| (text, *kind));
    let mut names = Names::with_capacity(all.len());
    let mut texts = Vec::with_capacity(all.len());
    for same in all.chunk_by_mut(|a, b| a.0 == b.0) {
        let Some((text, kind, _)) = same.last() else { continue };
        let form = match kind {
            Kind::Absorb => Form::Absorb,
            Kind::Short if words.contains(text.as_ref()) => Form::Word,
            Kind::Short => Form::Short,
            Kind::Nick(_)
                if !text.ends_with(SUFFIXES) && !text.ends_with("地区") && !text.ends_with("专区") =>
            {
                Form::Short
            }
            Kind::Full | Kind::Nick(_) if generic.contains(text.as_ref()) => Form::Generic,
            Kind::Full | Kind::Alias | Kind::Nick(_) => Form::Full,
        };
        if let Some(rows) = together.remove(text.as_ref()) {
            names.each.insert(texts.len(), rows);
        }
        names.push(form, same);
        texts.extend(same.last_mut().map(|(text, ..)| std::mem::take(text)));
    }
    Names { texts: Lookup::new(texts), ..names }
}

pub(super) fn names() -> &'static Names {
    static CELL: OnceLock<Names> = OnceLock::new();
    CELL.get_or_init(build)
}

/// Names of before the table's first year: each with its code and the year in which it ended.
pub(super) fn former_aliases() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let one = |cells: Vec<&'static str>| match cells.as_slice() {
        [name, code, until] if !until.is_empty() => Some((*name, *code, *until)),
        _ => None,
    };
    rows_of(ALIASES).filter_map(one)
}

/// See [`super::home_of_name`].
pub(super) fn home_of_name(publication: &str, day: Option<u32>) -> Option<String> {
    let name = crate::describe::fold::fold(publication);
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = ["今日", "中共"].iter().find_map(|p| bare.strip_prefix(p)).unwrap_or(bare);
    for cells in rows_of(PAPERS) {
        if let [paper, code, ..] = cells.as_slice()
            && bare.starts_with(paper)
        {
            return Some((*code).to_string());
        }
    }
    // The name of a paper begins with its place: the longest name there, its level by what is most likely to print one.
    let t = table();
    let n = names();
    let ends: Vec<usize> = bare.char_indices().map(|(i, c)| i + c.len_utf8()).collect();
    for end in ends.into_iter().rev() {
        let Some(p) = bare.get(..end).and_then(|s| n.texts.place(s)) else { continue };
        let (form, rows) = (n.form(p), n.rows(p));
        if matches!(form, Form::Absorb | Form::Generic) {
            continue;
        }
        if form == Form::Word && end == bare.len() && bare == name {
            continue; // 《东方》 is a title, not a place; 今日光泽 is one
        }
        let candidates = rows.iter().copied();
        let best = candidates.min_by_key(|&i| {
            let dead = match day {
                Some(day) => !t.alive(i, day),
                None => t.rows[i].to.is_some(),
            };
            (dead, t.rows[i].level, i)
        })?;
        // 东方早报 and 和平月刊 are words; 光泽报 and 政和工作 are a county's.
        let rest = &bare[end..];
        let official = [
            "报",
            "县报",
            "市报",
            "工作",
            "新闻",
            "时讯",
            "讯",
            "政讯",
            "通讯",
            "农民报",
            "小报",
            "史志",
            "年鉴",
        ];
        if form == Form::Word
            && t.rows[best].level >= Level::County
            && (rows.len() > 1 || !official.contains(&rest))
        {
            continue;
        }
        return Some(t.rows[best].code.to_string());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_name_living_codes() {
        for cells in rows_of(ALIASES).chain(rows_of(PAPERS)) {
            let codes: Vec<&str> = cells[1].split('+').collect();
            assert!(codes.iter().all(|c| table().row_of(c).is_some()), "{cells:?}");
            assert!(codes.len() == 1 || codes.len() == cells[0].chars().count(), "{cells:?}");
        }
    }

    #[test]
    fn a_paper_is_at_home_where_its_name_says() {
        for (name, code) in [
            ("晋中日报", "140700"),
            ("介休工作", "140781"),
            ("山西日报", "140000"),
            ("新华日报", "320000"),
            ("《吕梁日报》", "141100"),
            ("河南日报农村版", "410000"),
            ("吉林日报", "220000"),
            ("江華報", "431129"),
        ] {
            assert_eq!(home_of_name(name, None).as_deref(), Some(code), "{name}");
        }
        assert_eq!(home_of_name("中国改革报", None), None);
        assert_eq!(home_of_name("东方早报", None), None);
    }
}

//! The address register, `content/addresses.tsv`: every address that was ever given, and what it stands for now.
//!
//! In: the file's text. Out: a [`Register`], or every line that is wrong with it; and the text again, sorted, one line
//! per address, so that git merges two people's additions line by line.
//!
//! | column | holds |
//! |---|---|
//! | address | `a/<publication>/<issue>/<key>.html` |
//! | key | `data-article-id` of the page |
//! | now | `=` the article is here, `-` it is gone, else the address to which it moved |
//! | source | path of the issue in which it was last seen; `-` unknown |
//! | fingerprint | how its text is recognised; `-` unknown (a redirect that a person added) |
//! | title | as last seen, for the person who reads the file |

use super::fingerprint::Print;
use super::slug::reserved;
use crate::report::Problem;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Name of the register's file in `content/`.
pub const FILE: &str = "addresses.tsv";

const HEADER: &str = "# dibao addresses 1: written by `dibao build`; keep it with the content. \
    Lines may be added, never taken away: each is an address that someone may have cited.\n\
    # address\tkey\tnow (= here, - gone, or the new address)\tsource\tfingerprint\ttitle\n";

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Now {
    /// The article is there (or a correction withholds it).
    Here,
    /// Its text is in the article with this address.
    Moved(String),
    /// No source holds it any more.
    Gone,
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub key: String,
    pub now: Now,
    pub source: String,
    pub print: Option<Print>,
    pub title: String,
}

/// All addresses ever given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// By address.
    pub lines: BTreeMap<String, Line>,
}

impl Register {
    /// Reads a register. `path` is for the messages.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
        let read = |(at, line): (usize, &&str)| Some((at + 1, read_line(line)?));
        let read: Vec<(usize, Read)> = lines.par_iter().enumerate().filter_map(read).collect();
        let mut problems = Vec::new();
        let mut good: Vec<(String, usize, Line)> = Vec::with_capacity(read.len());
        for (number, read) in read {
            match read {
                Ok((address, line)) => good.push((address, number, line)),
                Err(bad) => problems.push((number, bad)),
            }
        }
        good.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        // Two people may have registered the same article: the same line twice says nothing new.
        good.dedup_by(|again, (address, first, line)| {
            let same_address = again.0 == *address;
            if same_address && again.2 != *line {
                problems.push((again.1, Bad::twice(*first)));
            }
            same_address
        });
        problems.sort_by_key(|(number, _)| *number);
        let problem = |(number, bad): (usize, Bad)| {
            let line = lines.get(number - 1).copied().unwrap_or_default();
            Problem::error(path, bad.message)
                .at(number, column_of(line, bad.cell))
                .help(bad.help)
                .excerpt(line)
        };
        if problems.is_empty() {
            Ok(Self { lines: good.into_iter().map(|(address, _, line)| (address, line)).collect() })
        } else {
            Err(problems.into_iter().map(problem).collect())
        }
    }

    /// The register as its file holds it. The same lines give the same bytes.
    pub fn write(&self) -> String {
        let lines: Vec<(&String, &Line)> = self.lines.iter().collect();
        let lines: Vec<String> =
            lines.par_iter().map(|(address, line)| write_line(address, line) + "\n").collect();
        lines.iter().fold(String::from(HEADER), |out, line| out + line)
    }

    /// The lines that `other` has not: what to add by hand where `content/` cannot be written.
    pub fn lines_missing_in(&self, other: &Self) -> Vec<String> {
        self.lines
            .iter()
            .filter(|(address, line)| other.lines.get(*address) != Some(line))
            .map(|(address, line)| write_line(address, line))
            .collect()
    }

    /// Where an address leads in the end: the address that is [`Now::Here`], or `None` where that is gone.
    pub fn leads_to<'a>(&'a self, address: &'a str) -> Option<&'a str> {
        let mut at = address;
        // Moves may chain, and two merged registers may even have made a ring of them.
        for _ in 0..=self.lines.len() {
            match &self.lines.get(at)?.now {
                Now::Here => return Some(at),
                Now::Moved(to) => at = to,
                Now::Gone => return None,
            }
        }
        None
    }
}

/// A value as a cell can hold it: no tabs, no line ends.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}';
    if !text.contains(breaks) {
        return text.trim().into();
    }
    let parts: Vec<&str> = text.split(breaks).map(str::trim).filter(|s| !s.is_empty()).collect();
    parts.join(" ").into()
}

fn write_line(address: &str, line: &Line) -> String {
    let now = match &line.now {
        Now::Here => "=",
        Now::Gone => "-",
        Now::Moved(to) => to,
    };
    let source = if line.source.is_empty() { "-" } else { &line.source };
    let print = line.print.as_ref().map_or_else(|| "-".to_string(), Print::write);
    format!("{address}\t{}\t{now}\t{}\t{print}\t{}", line.key, cell(source), cell(&line.title))
}

/// An address with its line, or what is wrong.
type Read = Result<(String, Line), Bad>;

/// What is wrong with a line, and in which of its cells.
struct Bad {
    cell: usize,
    message: String,
    help: &'static str,
}

impl Bad {
    fn twice(first: usize) -> Self {
        let message = format!("地址重复，已见于第 {first} 行 [address given already in line {first}]");
        Self { cell: 0, message, help: "保留其中一行 [keep one of the two lines]" }
    }
}

/// Reads a line; nothing of a comment or an empty line.
fn read_line(line: &str) -> Option<Read> {
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
        return Some(Err(Bad {
            cell: 0,
            message: "未解决的合并冲突 [unresolved merge conflict]".into(),
            help: "两边的行都保留，只删去冲突标记 [keep the lines of both sides, delete only the marker lines]",
        }));
    }
    let says_nothing = line.starts_with('#') || line.trim().is_empty();
    (!says_nothing).then(|| read_cells(line))
}

fn read_cells(line: &str) -> Read {
    let cells: Vec<&str> = line.split('\t').collect();
    let [address, key, now, source, print, title @ ..] = cells.as_slice() else {
        return Err(Bad {
            cell: 0,
            message: not_six(cells.len()),
            help: "列之间用制表符 [columns are separated by tabs]",
        });
    };
    if title.len() > 1 {
        return Err(Bad {
            cell: 6,
            message: not_six(cells.len()),
            help: "标题中不能有制表符 [no tab in a title]",
        });
    }
    let shape = "a/报刊/期/键.html，小写字母、数字和连字符 [a/publication/issue/key.html: lower-case letters, digits, hyphens]";
    if !is_address(address) {
        return Err(Bad {
            cell: 0, message: format!("地址不合规 [not an address]: {address}"), help: shape
        });
    }
    if !is_name(key) {
        return Err(Bad {
            cell: 1,
            message: format!("键不合规 [not a key]: {key}"),
            help: "小写字母和数字 [lower-case letters and digits]",
        });
    }
    let now = read_now(address, now)?;
    let print = match *print {
        "-" => None,
        text => Some(Print::read(text).ok_or_else(|| Bad {
            cell: 4,
            message: "指纹不合规 [not a fingerprint]".into(),
            help: "改为 - 即可，下次构建时重写 [put -, the next build writes it anew]",
        })?),
    };
    let source = if *source == "-" { String::new() } else { (*source).to_string() };
    let title = title.first().copied().unwrap_or_default().to_string();
    Ok((address.to_string(), Line { key: (*key).to_string(), now, source, print, title }))
}

fn not_six(columns: usize) -> String {
    format!("应有 6 列，此行 {columns} 列 [6 columns expected, {columns} found]")
}

/// What an address answers now: the article, nothing, or another address.
fn read_now(address: &str, cell: &str) -> Result<Now, Bad> {
    match cell {
        "=" => Ok(Now::Here),
        "-" => Ok(Now::Gone),
        to if is_address(to) && to != address => Ok(Now::Moved(to.to_string())),
        to => Err(Bad {
            cell: 2,
            message: format!("去向不合规 [bad column “now”]: {to}"),
            help: "=（在此）、-（已无）或另一地址 [= here, - gone, or another address]",
        }),
    }
}

/// Column (1-based, in characters) at which a cell begins.
fn column_of(line: &str, cell: usize) -> usize {
    let before: usize = line.split('\t').take(cell).map(|c| c.chars().count() + 1).sum();
    before.min(line.chars().count()) + 1
}

fn is_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let ["a", publication, issue, page] = parts.as_slice() else { return false };
    page.strip_suffix(".html").is_some_and(|key| [*publication, *issue, key].into_iter().all(is_name))
}

/// Lower-case ASCII letters, digits and hyphens, and no name that Windows keeps for a device.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 128
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !reserved(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(title: &str, now: Now) -> Line {
        Line {
            key: "bcd23456".into(),
            now,
            source: "jcgz/2022-05".into(),
            print: Some(Print::of(title)),
            title: title.into(),
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let good = write_line("a/p/2022/bcd23456.html", &line("好", Now::Here));
        let bad = [
            "<<<<<<< HEAD".to_string(),
            good.clone(),
            good.replace("\t=\t", "\tthere\t"),
            "a/p\tx".into(),
            good.replace("2022/", "../"),
            good.replace("好", "坏"),
        ]
        .join("\r\n");
        let problems = Register::parse("content/addresses.tsv", &bad).unwrap_err();
        let seen: Vec<_> =
            problems.iter().map(|p| (p.place, p.message.chars().take(3).collect::<String>())).collect();
        assert_eq!(
            seen,
            [
                (Some((1, 1)), "未解决"),
                (Some((3, 33)), "去向不"),
                (Some((4, 1)), "应有 "),
                (Some((5, 1)), "地址不"),
                (Some((6, 1)), "地址重"),
            ]
            .map(|(place, text)| (place, text.to_string()))
        );
    }

    #[test]
    fn the_same_line_twice_and_any_order_are_fine() {
        let one = write_line("a/p/2022/bcd23456.html", &line("一", Now::Here));
        let two = write_line("a/p/2021/bcd23457.html", &line("二", Now::Gone));
        let register = Register::parse("x", &format!("\u{FEFF}{one}\r\n{two}\r\n\r\n{one}\r\n")).unwrap();
        assert_eq!(register.write(), format!("{HEADER}{two}\n{one}\n"));
    }

    #[test]
    fn moves_chain_and_rings_end() {
        let mut register = Register::default();
        let address = |n: u32| format!("a/p/i/{n}.html");
        for (n, now) in [
            (1, Now::Moved(address(2))),
            (2, Now::Moved(address(3))),
            (3, Now::Here),
            (4, Now::Moved(address(5))),
            (5, Now::Moved(address(4))),
            (6, Now::Moved(address(9))),
        ] {
            register.lines.insert(address(n), line("", now));
        }
        assert_eq!(register.leads_to(&address(1)), Some(address(3).as_str()));
        assert_eq!(register.leads_to(&address(4)), None);
        assert_eq!(register.leads_to(&address(6)), None);
    }

    proptest! {
        #[test]
        fn round_trip(titles in prop::collection::vec("\\PC{0,12}", 0..20)) {
            let mut register = Register::default();
            for (i, title) in titles.iter().enumerate() {
                let now = [Now::Here, Now::Gone, Now::Moved("a/p/q/zzz.html".into())][i % 3].clone();
                register.lines.insert(format!("a/p/i/{i}.html"), line(&cell(title), now));
            }
            let text = register.write();
            let again = Register::parse("x", &text).map_err(|p| TestCaseError::fail(p[0].to_string()))?;
            prop_assert_eq!(again.write(), text);
            prop_assert_eq!(again, register);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
            let _ = Register::parse("x", &text);
        }
    }
}

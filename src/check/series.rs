//! Missing issues, and what does not fit into a publication's run, as `dibao check` tells them.
//!
//! In: the archive and its sources. Out: findings: a gap is its publication's folder's, an oddity its issue's file's.

use super::{Finding, Sort};
use crate::archive::serials::{Gap, Ground, Oddity};
use crate::archive::{Archive, Issue, Publication};
use crate::read::IssueSource;

/// All of them. `sources` are those that [`Issue::described`] points into.
pub(super) fn findings(archive: &Archive, sources: &[IssueSource]) -> Vec<Finding> {
    let of = |publication: &Publication| {
        let issues = &archive.issues[publication.issues.clone()];
        let folder = issues.first().map_or("", |i| folder_of(i, sources)).to_owned();
        let gaps = publication
            .series
            .gaps
            .iter()
            .map(|gap| finding(folder.clone(), missing(publication, gap), None));
        let oddities = publication.series.oddities.iter().filter_map(|oddity| {
            let path = issues.get(oddity.at()).map(|i| file_of(i, sources))?;
            let other = oddity.before().and_then(|at| issues.get(at)).map_or("", |i| file_of(i, sources));
            let help = "印的若不是这样，在旁注里写 serial、number 或 date (if it is printed otherwise, say so in the sidecar)";
            Some(finding(path.to_owned(), misfit(oddity, other), Some(help.to_owned())))
        });
        gaps.chain(oddities).collect::<Vec<_>>()
    };
    archive.publications.iter().flat_map(of).collect()
}

fn finding(path: String, message: String, help: Option<String>) -> Finding {
    Finding { sort: Sort::Series, path, place: None, message, help, remedy: None }
}

fn file_of<'s>(issue: &Issue, sources: &'s [IssueSource]) -> &'s str {
    sources.get(issue.described).and_then(|s| s.files.first()).map_or("", |f| f.path.as_str())
}

/// The publication's folder as the user knows it: what stands before the issue's own name.
fn folder_of<'s>(issue: &Issue, sources: &'s [IssueSource]) -> &'s str {
    let (file, folder) =
        (file_of(issue, sources), sources.get(issue.described).map_or("", |s| s.folder.as_str()));
    // Paths of issues are below `content/`, those of files as the user gave it.
    let content = file.find(issue.path.as_str()).unwrap_or(0);
    file.get(..content + folder.len()).unwrap_or(file).trim_end_matches('/')
}

/// `《西山日报》缺 2022-05-11 至 2022-05-12，第103–104号，2 期 …`
fn missing(publication: &Publication, gap: &Gap) -> String {
    let when = match gap.dates.as_slice() {
        [] => format!("{} 至 {} 之间", gap.between.0, gap.between.1),
        [one] => one.clone(),
        [first, .., last] => format!("{first} 至 {last}"),
    };
    let to = |a: u32, b: u32| if a == b { a.to_string() } else { format!("{a}–{b}") };
    let numbers = gap.numbers.map(|(year, a, b)| format!("，{year}年第{}期", to(a, b))).unwrap_or_default();
    let serials = gap.serials.map(|(a, b)| format!("，第{}号", to(a, b))).unwrap_or_default();
    let ground = match gap.ground {
        Ground::Serial => "总期号不连续 (the serials leave out",
        Ground::Number => "年内期号不连续 (the numbers of the year leave out",
        Ground::Cadence => "按刊期推算 (by the cadence there lack",
    };
    let n = gap.count;
    let s = if n == 1 { "" } else { "s" };
    format!("《{}》缺 {when}{numbers}{serials}，{n} 期：{ground} {n} issue{s})", publication.name)
}

fn misfit(oddity: &Oddity, other: &str) -> String {
    match oddity {
        Oddity::Serial { .. } => format!("期号与 {other} 接不上 (the serial does not follow that one's)"),
        Oddity::Restart { .. } => format!("期号由此重起，此前为 {other} (serials begin anew here)"),
        Oddity::Leap { .. } => {
            format!("期号比 {other} 跳过太多 (the serial leaps further than the time allows)")
        }
        Oddity::Number { .. } => format!("年内期号与 {other} 接不上 (the number does not follow that one's)"),
        Oddity::SameSerial { .. } => format!("与 {other} 日期不同而期号相同 (another date, the same serial)"),
        Oddity::Twice { .. } => format!("与 {other} 是同一期 (two sources of one issue)"),
        Oddity::Far { .. } => {
            format!(
                "距 {other} 太久，其间缺几期未推算 (so long after that one that nothing is reckoned; a date may be misread)"
            )
        }
        Oddity::Outside { .. } => {
            "日期在 since 之前或 until 之后 (dated before the publication began or after it ended)".to_owned()
        }
    }
}

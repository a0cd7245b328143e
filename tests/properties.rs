//! The laws of read, split and correct (docs/design.md, 3) over generated pages with random defects.
//!
//! In: pages put together from random pieces (`generated`). Out: the shrunk page that breaks a law.
//! `PROPTEST_CASES=20000 cargo test --test properties` looks longer than the default does.

mod generated;

use dibao::correct;
use dibao::read::decode;
use dibao::read::sidecar::{Action, Anchor, Correction};
use dibao::read::{IssueSource, SourceText};
use dibao::split::{self, LineRange, SplitIssue};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

fn issue_of(pages: Vec<Vec<String>>) -> IssueSource {
    let file = |(k, lines): (usize, Vec<String>)| SourceText {
        path: format!("{:02}.txt", k + 1),
        lines,
        ..SourceText::default()
    };
    IssueSource {
        path: "issue".into(),
        files: pages.into_iter().enumerate().map(file).collect(),
        ..IssueSource::default()
    }
}

/// One to three files of one issue.
fn issue() -> impl Strategy<Value = IssueSource> {
    proptest::collection::vec(generated::spoilt(), 1..4).prop_map(issue_of)
}

type At = (usize, usize);

fn non_blank(issue: &IssueSource) -> Vec<At> {
    let lines = |(file, source): (usize, &SourceText)| {
        let blank = |n: &usize| !source.lines[n - 1].trim().is_empty();
        (1..=source.lines.len()).filter(blank).map(move |n| (file, n)).collect::<Vec<At>>()
    };
    issue.files.iter().enumerate().flat_map(lines).collect()
}

/// The lines of ranges that are not blank.
fn lines_of<'a>(ranges: impl IntoIterator<Item = &'a LineRange>, issue: &IssueSource) -> Vec<At> {
    let filled = |at: &At| issue.files[at.0].lines.get(at.1 - 1).is_some_and(|l| !l.trim().is_empty());
    ranges.into_iter().flat_map(|r| (r.first..=r.last).map(|n| (r.file, n))).filter(filled).collect()
}

fn nothing_is_lost_or_doubled(issue: &IssueSource, split: &SplitIssue) -> Result<(), String> {
    let mut places: BTreeMap<At, Vec<String>> = BTreeMap::new();
    for (k, residue) in split.residues.iter().enumerate() {
        for at in lines_of(&residue.lines, issue) {
            places.entry(at).or_default().push(format!("residue {k} ({:?})", residue.role));
        }
    }
    for (k, article) in split.articles.iter().enumerate() {
        let mut blocks: BTreeMap<At, Vec<usize>> = BTreeMap::new();
        for (b, block) in article.blocks.iter().enumerate() {
            for at in lines_of(&block.lines, issue) {
                blocks.entry(at).or_default().push(b);
            }
        }
        for (at, blocks) in blocks {
            if !(blocks.len() == 1 || blocks.len() == 2 && blocks[0] + 1 == blocks[1]) {
                return Err(format!("line {at:?} is in blocks {blocks:?} of article {k}"));
            }
            places.entry(at).or_default().push(format!("article {k}"));
        }
    }
    for at in non_blank(issue) {
        let found = places.get(&at).map(Vec::as_slice).unwrap_or_default();
        if found.len() != 1 {
            return Err(format!("line {at:?} “{}” is in {found:?}", issue.files[at.0].lines[at.1 - 1]));
        }
    }
    Ok(())
}

/// How often each letter and digit stands in the texts; taken apart, so that nothing hangs on what stands beside it.
fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut out = BTreeMap::new();
    for c in texts
        .into_iter()
        .flat_map(|t| t.nfkd())
        .flat_map(char::to_lowercase)
        .flat_map(|c| c.to_string().nfkd().collect::<Vec<_>>())
    {
        if c.is_alphanumeric() {
            *out.entry(c).or_default() += 1;
        }
    }
    out
}

/// A line as given; `<br>` at its end is a mark, as `#` and `**` are.
fn as_given(raw: &str) -> &str {
    let bare = raw.strip_suffix('>').map(|r| r.trim_end().trim_end_matches('/').trim_end());
    let is_break = |b: &&str| {
        b.len() > 2 && b.is_char_boundary(b.len() - 3) && b[b.len() - 3..].eq_ignore_ascii_case("<br")
    };
    bare.filter(is_break).map_or(raw, |b| &b[..b.len() - 3])
}

/// Every letter and digit of the source lines of an article stands in its blocks' texts, as often as it was printed.
fn letters_are_shown(issue: &IssueSource, split: &SplitIssue) -> Result<(), String> {
    for (k, article) in split.articles.iter().enumerate() {
        let mut lines = lines_of(article.blocks.iter().flat_map(|b| &b.lines), issue);
        lines.sort_unstable();
        lines.dedup();
        let given = count(lines.iter().map(|(file, n)| as_given(&issue.files[*file].lines[n - 1])));
        let shown = count(article.blocks.iter().map(|b| b.text.as_str()));
        if given != shown {
            let differ = |c: &&char| given.get(*c) != shown.get(*c);
            let all: Vec<char> = given.keys().chain(shown.keys()).filter(differ).copied().collect();
            return Err(format!("article {k}: letters {all:?} are lost or doubled: {:#?}", article.blocks));
        }
    }
    Ok(())
}

fn laws(issue: &IssueSource, split: &SplitIssue) -> Result<(), String> {
    nothing_is_lost_or_doubled(issue, split).and_then(|()| letters_are_shown(issue, split))
}

fn hold(issue: &IssueSource, split: &SplitIssue) -> Result<(), TestCaseError> {
    let page = |f: &SourceText| format!("=== {}\n{}", f.path, f.lines.join("\n"));
    laws(issue, split).map_err(|broken| {
        let pages: Vec<String> = issue.files.iter().map(page).collect();
        TestCaseError::fail(format!("{broken}\n{}", pages.join("\n")))
    })
}

/// Pages that once broke a law, as small as they could be made.
#[test]
fn pages_that_once_broke_a_law() {
    for page in [
        "第一版\n（上接第一版）\n（下转第二版）",
        "■百姓话题\n■百姓话题\n## 一、修渠引水\n## 一、修渠引水",
        "老渡口的新故事\n船慢慢离了岸。（贺兰舟）\nThe river rises in the north.\n贺兰舟\n一、认清形势\n船慢慢离了岸。",
        // Two labels above one title: the second was lost.
        "地方传真\n谁来\n守护老街？\n贺兰舟\n风从北边来\n风从北边来",
        // Where a link leads was lost.
        "老渡口的新故事\n船慢慢[离了岸](a(b).html)。\n- 见[市志](http://a.b/c)",
    ] {
        let issue = issue_of(vec![page.split('\n').map(str::to_string).collect()]);
        assert_eq!(laws(&issue, &split::split(&issue)), Ok(()), "{page}");
    }
}

/// How a page is written to a file.
#[derive(Debug, Clone, Copy)]
enum Coding {
    Utf8,
    Utf8WithBom,
    Utf16,
    Gb18030,
    Big5,
}

fn encoded(text: &str, coding: Coding) -> Vec<u8> {
    match coding {
        Coding::Utf8 => text.as_bytes().to_vec(),
        Coding::Utf8WithBom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Coding::Utf16 => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        Coding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        Coding::Big5 => encoding_rs::BIG5.encode(text).0.into_owned(),
    }
}

/// What a person may say, quoting words of the page.
fn corrections(issue: &IssueSource, said: &[(u8, Index, Index)]) -> Vec<Correction> {
    let lines = non_blank(issue);
    let anchor = |at: &Index, long: usize| {
        let (file, n) = lines[at.index(lines.len())];
        let line: Vec<char> = issue.files[file].lines[n - 1].trim().chars().collect();
        let from = at.index(line.len());
        Anchor { text: line[from..].iter().take(long).collect(), nth: Some(1) }
    };
    let action = |(kind, first, second): &(u8, Index, Index)| {
        let (a, b) = (anchor(first, 9), anchor(second, 14));
        match kind % 6 {
            0 => Action::Start { at: a },
            1 => Action::End { at: a },
            2 => Action::Join { first: a, second: b },
            3 => Action::Move { block: a, after: b },
            4 => Action::Residue { at: a, role: "advertisement".into() },
            _ => Action::Accept { at: a, code: "breaks-off".into() },
        }
    };
    let said = if lines.is_empty() { &[] } else { said };
    let correction =
        |s| Correction { path: "issue.yaml".into(), line: 1, column: 1, action: action(s), note: None };
    said.iter().map(correction).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(500)
    ) })]

    #[test]
    fn the_laws_hold_on_any_page(issue in issue()) {
        let split = split::split(&issue);
        hold(&issue, &split)?;
        prop_assert_eq!(split::split(&issue), split, "the same page, split again, gives another answer");
    }

    #[test]
    fn the_laws_hold_on_a_page_and_itself_again(page in generated::spoilt()) {
        let twice = issue_of(vec![page.iter().chain(&page).cloned().collect()]);
        hold(&twice, &split::split(&twice))?;
        let files = issue_of(vec![page.clone(), page]);
        hold(&files, &split::split(&files))?;
    }

    #[test]
    fn the_laws_hold_whatever_is_corrected(issue in issue(), said in proptest::collection::vec(any::<(u8, Index, Index)>(), 1..8)) {
        let mut issue = issue;
        issue.sidecar.corrections = corrections(&issue, &said);
        let (corrected, _) = correct::structure(split::split(&issue), &issue);
        hold(&issue, &corrected)?;
    }

    #[test]
    fn files_are_read_as_they_were_written(
        page in generated::spoilt(),
        ends in proptest::collection::vec(select(&["\n", "\r\n"][..]), 1..4),
        coding in select(&[Coding::Utf8, Coding::Utf8WithBom, Coding::Utf16, Coding::Gb18030, Coding::Big5][..]),
        broken in proptest::option::weighted(0.2, (any::<Index>(), any::<u8>())),
    ) {
        let text: String =
            page.iter().zip(ends.iter().cycle()).flat_map(|(line, end)| [line.as_str(), end]).collect();
        let mut bytes = encoded(&text, coding);
        if let Some((at, byte)) = broken.filter(|_| !bytes.is_empty()) {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // Whatever the bytes are: an answer or a problem, and the answer can be split.
        let Ok(decoded) = decode::decode("01.txt", &bytes) else { return Ok(()) };
        let lines = decode::lines(&decoded.text);
        let sure = matches!(coding, Coding::Utf8 | Coding::Utf8WithBom | Coding::Utf16);
        if sure && broken.is_none() && !page.iter().any(|l| l.contains('\0')) && !text.starts_with('\u{FEFF}') {
            prop_assert_eq!(&lines[..page.len()], &page[..]);
        }
        let issue = issue_of(vec![lines]);
        hold(&issue, &split::split(&issue))?;
    }
}

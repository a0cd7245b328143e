//! Page cases: `tests/cases/**/*.txt`, each a page as a source would stand, and how it should be split.
//!
//! In: case files (see `tests/cases/README.md`). Out: a readable difference for every case that is split otherwise.
//! `DIBAO_REFRESH=1 cargo test --test cases` rewrites the expectations; a person then reviews the diff.

use dibao::describe::{DescribedArticle, DescribedIssue};
use dibao::read::{IssueSource, SourceText};
use dibao::split::rules::Rule;
use dibao::{record, split};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const PAGE: &str = "=== 版面";
const EXPECTED: &str = "=== 应为";
const RIGHT: &str = "=== 正解";
const KNOWN: &str = "# 已知不足";
const RULES: &str = "# 规则:";
const DOUBT: &str = " uncertain-split: ";

/// One case file, taken apart.
#[derive(Debug, Default)]
struct Case {
    /// What the case is about: the `# ` lines at its top.
    head: Vec<String>,
    /// The lines that open each page (`=== 版面 02.txt`), and its lines.
    pages: Vec<(String, Vec<String>)>,
    expected: Vec<String>,
    /// A known failure's right answer, where the case gives one.
    right: Option<Vec<String>>,
}

impl Case {
    fn read(text: &str) -> Result<Self, String> {
        let mut case = Case::default();
        let mut section = "";
        for (n, line) in text.lines().enumerate() {
            let told = |what: &str| format!("line {}: {what}", n + 1);
            if line.starts_with(PAGE) && section != EXPECTED && section != RIGHT {
                section = PAGE;
                case.pages.push((line.to_string(), Vec::new()));
            } else if line == EXPECTED && section == PAGE {
                section = EXPECTED;
            } else if line == RIGHT && section == EXPECTED {
                section = RIGHT;
                case.right = Some(Vec::new());
            } else if line.starts_with("===") {
                return Err(told(
                    "unknown or misplaced section; there are 版面, 应为 and 正解, in this order",
                ));
            } else if section.is_empty() && !line.starts_with('#') && !line.trim().is_empty() {
                return Err(told("only `# ` lines may stand above `=== 版面`"));
            } else {
                let lines = match section {
                    PAGE => case.pages.last_mut().map(|p| &mut p.1),
                    EXPECTED => Some(&mut case.expected),
                    RIGHT => case.right.as_mut(),
                    _ => Some(&mut case.head),
                };
                lines.into_iter().for_each(|l| l.push(line.to_string()));
            }
        }
        let sections =
            case.pages.iter_mut().map(|p| &mut p.1).chain([&mut case.expected]).chain(&mut case.right);
        sections.chain([&mut case.head]).for_each(trim_end);
        if case.head.is_empty() {
            return Err("its head does not say what it is about".into());
        }
        if case.pages.iter().all(|p| p.1.is_empty()) {
            return Err("it has no page".into());
        }
        Ok(case)
    }

    /// The pages as an issue.
    fn issue(&self) -> IssueSource {
        let name = |(k, head): (usize, &str)| {
            let name = head[PAGE.len()..].trim();
            if name.is_empty() { format!("{:02}.txt", k + 1) } else { name.to_string() }
        };
        let files = self.pages.iter().enumerate().map(|(k, (head, lines))| SourceText {
            path: name((k, head)),
            lines: lines.clone(),
            ..SourceText::default()
        });
        IssueSource { path: "case".into(), files: files.collect(), ..IssueSource::default() }
    }

    /// The rules that its head says it shows; what is none.
    fn rules(&self) -> (BTreeSet<Rule>, Vec<&str>) {
        let lines = self.head.iter().filter_map(|l| l.strip_prefix(RULES));
        let (mut known, mut unknown) = (BTreeSet::new(), Vec::new());
        for id in lines.flat_map(|l| l.split([',', '，', ' '])).filter(|id| !id.is_empty()) {
            match Rule::named(id) {
                Some(rule) => drop(known.insert(rule)),
                None => unknown.push(id),
            }
        }
        (known, unknown)
    }

    /// The rules that speak when its pages are split: the trace that `dibao explain` tells of, and the notices.
    fn spoken(&self) -> BTreeSet<Rule> {
        let (split, trace) = split::explained(&self.issue());
        let notices = split.notices.iter().filter_map(|n| Rule::named(&n.code));
        trace.spoken().into_iter().chain(notices).collect()
    }

    /// What the program makes of the pages, in the words of `dibao split --format text`.
    fn split(&self) -> Vec<String> {
        let issue = self.issue();
        let split = split::split(&issue);
        let undescribed = |article| DescribedArticle {
            article,
            regions: Vec::new(),
            topics: Vec::new(),
            subtopics: Vec::new(),
            dates: Vec::new(),
            people: Vec::new(),
            phrases: Vec::new(),
        };
        let described = DescribedIssue {
            path: issue.path.clone(),
            facts: split.facts,
            articles: split.articles.into_iter().map(undescribed).collect(),
            residues: split.residues,
            notices: split.notices,
        };
        let mut lines: Vec<String> =
            record::text(&described, &issue.files).lines().map(|l| l.trim_end().to_string()).collect();
        trim_end(&mut lines);
        lines
    }

    fn write(&self) -> String {
        let mut lines: Vec<&str> = self.head.iter().map(String::as_str).collect();
        for (head, page) in &self.pages {
            lines.push(head);
            lines.extend(page.iter().map(String::as_str));
        }
        lines.push(EXPECTED);
        lines.extend(self.expected.iter().map(String::as_str));
        if let Some(right) = &self.right {
            lines.push(RIGHT);
            lines.extend(right.iter().map(String::as_str));
        }
        lines.join("\n") + "\n"
    }

    /// Whether this is a known failure's right answer; how sure the program is, is not asked.
    fn is_right(&self, found: &[String]) -> bool {
        let sure = |lines: &[String]| {
            let mut lines: Vec<String> = lines.iter().filter(|l| !l.contains(DOUBT)).cloned().collect();
            if lines.last().is_some_and(|l| l == "notices") {
                lines.pop();
            }
            trim_end(&mut lines);
            lines
        };
        self.right.as_ref().is_some_and(|right| sure(right) == sure(found))
    }

    /// Takes the program's answer for the expected one; a known failure that is right now is known no longer.
    fn refresh(&mut self, found: Vec<String>) {
        if self.is_right(&found) {
            self.right = None;
            self.head.retain(|l| !l.starts_with(KNOWN));
        }
        self.expected = found;
    }
}

fn trim_end(lines: &mut Vec<String>) {
    while lines.last().is_some_and(|l| l.trim().is_empty()) {
        lines.pop();
    }
}

/// All case files, sorted.
fn case_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

#[test]
fn pages_are_split_as_their_cases_say() {
    let refresh = std::env::var_os("DIBAO_REFRESH").is_some();
    let files = case_files();
    assert!(!files.is_empty(), "no case under tests/cases");
    let (mut report, mut failing, mut known) = (String::new(), 0, 0);
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a case is readable UTF-8");
        let problem = match Case::read(&text) {
            Err(problem) => Some(problem),
            Ok(mut case) => {
                let found = case.split();
                if refresh {
                    case.refresh(found);
                    std::fs::write(file, case.write()).expect("a case can be written");
                    None
                } else {
                    known += usize::from(case.head.iter().any(|l| l.starts_with(KNOWN)));
                    judge(&case, &found)
                }
            }
        };
        if let Some(problem) = problem {
            failing += 1;
            let shown = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(file);
            writeln!(report, "\n──── {}\n{problem}", shown.display()).expect("a String takes all");
        }
    }
    eprintln!("{} cases, {known} of them known failures", files.len());
    assert!(
        failing == 0,
        "{report}\n{failing} of {} cases are split otherwise (- expected, + found). Where the new answer is right: \
         DIBAO_REFRESH=1 cargo test --test cases, then review the diff.",
        files.len()
    );
}

fn judge(case: &Case, found: &[String]) -> Option<String> {
    if case.expected.is_empty() {
        return Some("its expectation is empty".into());
    }
    if case.is_right(&case.expected) {
        return Some("its right answer is the expected one: no known failure".into());
    }
    if case.expected == found {
        return None;
    }
    let praise = if case.is_right(found) {
        "A known failure no longer: the program finds the right answer.\n"
    } else {
        ""
    };
    let head = case.head.join("\n");
    Some(format!("{head}\n{praise}{}", difference(&case.expected, found)))
}

/// The lines of both, in order: `-` expected only, `+` found only. Of what both have, two lines stay around a change.
fn difference(expected: &[String], found: &[String]) -> String {
    // common[i][j]: length of the longest common run of lines of expected[i..] and found[j..].
    let mut common = vec![vec![0usize; found.len() + 1]; expected.len() + 1];
    for i in (0..expected.len()).rev() {
        for j in (0..found.len()).rev() {
            common[i][j] = if expected[i] == found[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < expected.len() || j < found.len() {
        if i < expected.len() && j < found.len() && expected[i] == found[j] {
            lines.push((' ', &expected[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == found.len() || i < expected.len() && common[i + 1][j] >= common[i][j + 1] {
            lines.push(('-', &expected[i]));
            i += 1;
        } else {
            lines.push(('+', &found[j]));
            j += 1;
        }
    }
    let near = |k: usize| lines[k.saturating_sub(2)..(k + 3).min(lines.len())].iter().any(|l| l.0 != ' ');
    let shown = (0..lines.len()).filter(|k| near(*k)).map(|k| format!("{} {}", lines[k].0, lines[k].1));
    shown.collect::<Vec<_>>().join("\n")
}

/// Each rule is shown at work by a page that anyone can read.
#[test]
fn every_rule_is_shown_by_a_case_that_names_it() {
    let (mut report, mut shown) = (String::new(), BTreeSet::new());
    for file in case_files() {
        let text = std::fs::read_to_string(&file).expect("a case is readable UTF-8");
        let Ok(case) = Case::read(&text) else { continue };
        let (named, unknown) = case.rules();
        let silent = named.difference(&case.spoken()).map(|r| r.id()).collect::<Vec<_>>().join(", ");
        let path = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&file).display().to_string();
        if !unknown.is_empty() {
            writeln!(report, "{path}: no such rule: {}", unknown.join(", ")).expect("a String takes all");
        }
        if !silent.is_empty() {
            writeln!(report, "{path}: does not speak here: {silent}").expect("a String takes all");
        }
        shown.extend(named);
    }
    for rule in Rule::ALL.iter().filter(|r| !shown.contains(r)) {
        writeln!(report, "no case shows {rule}").expect("a String takes all");
    }
    assert!(
        report.is_empty(),
        "{report}\nA case names the rules that it shows in its head: `{RULES} id, id` (tests/cases/README.md)."
    );
}

#[test]
fn a_case_is_read_and_written_back() {
    let text = "# 两个版\n=== 版面\n甲报\n\n=== 版面 02.txt\n乙\n=== 应为\nissue: -\n=== 正解\nissue: 甲报\n";
    let case = Case::read(text).expect("a case");
    assert_eq!(case.pages.iter().map(|p| p.1.join("/")).collect::<Vec<_>>(), ["甲报", "乙"]);
    assert_eq!(case.write(), text.replace("\n\n", "\n"));
    assert!(Case::read("甲报\n=== 版面\n甲\n=== 应为\n").is_err());
    assert!(Case::read("# 空\n=== 版面\n=== 应为\nissue: -\n").is_err());
}

#[test]
fn an_empty_expectation_and_a_difference_are_told() {
    let case = Case::read("# 空\n=== 版面\n甲\n=== 应为\n").expect("a case");
    assert!(judge(&case, &case.split()).is_some_and(|p| p.contains("empty")));
    let lines = |t: &str| t.split('/').map(str::to_string).collect::<Vec<_>>();
    assert_eq!(difference(&lines("a/b/c"), &lines("a/x/c")), "  a\n- b\n+ x\n  c");
}

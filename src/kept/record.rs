//! An issue's full record: what is made of an issue, as a line of JSON, so that it can be made on one machine and used on another.
//!
//! In: what is [`Made`], and the content folder as it was typed. Out: a line (docs/records.md), and from the line the same again. A line
//! says which program made it of what (its key), and holds a check of its own content, which does not mind how the JSON is set.

use super::key::{Key, PROGRAM};
use super::{Known, Made};
use crate::archive::fingerprint::Print;
use crate::archive::{ArticleBrief, Brief, Card};
use crate::describe::DescribedIssue;
use crate::digest;
use crate::record::json::OneLine;
use crate::report::Problem;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// The form of the lines that this program writes.
const FORM: &str = "full 1";

/// Which program made a record: only its own are used.
fn program() -> String {
    format!("{} {PROGRAM}", env!("CARGO_PKG_VERSION"))
}

/// A line, its keys in this order.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    dibao: Cow<'a, str>,
    program: Cow<'a, str>,
    path: Cow<'a, str>,
    /// The content folder as it was typed, by which `problems` name files.
    content: Cow<'a, str>,
    key: Cow<'a, str>,
    check: Cow<'a, str>,
    /// What is to be known of articles that are withheld: the issue holds nothing of them but their lines.
    withheld: Cow<'a, [Withheld]>,
    problems: Cow<'a, [Problem]>,
    issue: Cow<'a, DescribedIssue>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Withheld {
    place: usize,
    title: String,
    print: Print,
}

/// What a line says of itself. What is absent, a record of another form may lack.
#[derive(Deserialize)]
pub(super) struct Head {
    dibao: String,
    #[serde(default)]
    program: String,
    #[serde(default)]
    path: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    content: String,
    #[serde(default)]
    problems: Vec<serde::de::IgnoredAny>,
}

impl Head {
    /// Reads it; the rest of the line is looked at only as far as it must be JSON.
    pub fn read(line: &[u8]) -> Result<Self, Damage> {
        let head: Self = serde_json::from_slice(line)?;
        if head.program == program() && (head.dibao != FORM || Key::read(&head.key).is_none()) {
            return Err(Damage { column: 1, why: "not what this program writes".into() });
        }
        Ok(head)
    }

    /// Path of the issue, as [`IssueSource::path`](crate::read::IssueSource::path).
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The key of what it was made of; none where another program made it.
    pub fn key(&self) -> Option<Key> {
        Key::read(&self.key).filter(|_| self.program == program())
    }

    /// Whether it tells of files by names that others have where the content folder is shown so.
    pub fn tells_of(&self, content: &str) -> bool {
        self.problems.is_empty() || self.content == content
    }
}

/// Where a line is no record, and why.
#[derive(Debug)]
pub struct Damage {
    /// 1-based, in bytes.
    pub column: usize,
    pub why: String,
}

impl From<serde_json::Error> for Damage {
    fn from(error: serde_json::Error) -> Self {
        let why = error.to_string();
        // In which line of the file it is, only the caller knows.
        let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why).to_owned();
        Self { column: error.column().max(1), why }
    }
}

/// Writes an issue's record as a line. `content`: the content folder as it is shown.
///
/// # Errors
/// Where `out` can't be written.
pub fn write(made: &Made, content: &str, out: &mut impl io::Write) -> io::Result<()> {
    let Made { key, known, issue } = made;
    let withheld = known.brief.articles.iter().filter(|article| article.withheld);
    let withheld: Vec<Withheld> = withheld
        .map(|a| Withheld { place: a.card.place, title: a.card.title.clone(), print: a.print.clone() })
        .collect();
    let mut line = Line {
        dibao: FORM.into(),
        program: program().into(),
        path: issue.path.as_str().into(),
        content: content.into(),
        key: key.to_string().into(),
        check: "".into(),
        withheld: withheld.into(),
        problems: known.problems.as_slice().into(),
        issue: Cow::Borrowed(issue),
    };
    line.check = check(&line)?.into();
    line.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, OneLine))?;
    writeln!(out)
}

/// Reads a record that [`write()`] wrote.
pub fn read(line: &[u8]) -> Result<Made, Damage> {
    let line: Line<'static> = serde_json::from_slice(line)?;
    let damage = |why: &str| Damage { column: 1, why: why.into() };
    let key = Key::read(&line.key).ok_or_else(|| damage("no key"))?;
    if check(&line).ok().as_deref() != Some(&*line.check) {
        return Err(damage("the check says that it was changed"));
    }
    let issue = line.issue.into_owned();
    let mut brief = Brief::of(&issue);
    for Withheld { place, title, print } in line.withheld.into_owned() {
        let article = brief.articles.get_mut(place).ok_or_else(|| damage("no such article"))?;
        *article = ArticleBrief { card: Arc::new(Card::withheld(title, place)), withheld: true, print };
    }
    let problems = line.problems.into_owned();
    Ok(Made { key, known: Known { brief, problems }, issue })
}

/// A digest of what a line holds, but for the check itself.
fn check(line: &Line<'_>) -> io::Result<String> {
    let held = (&line.path, &line.content, &line.key, &line.withheld, &line.problems, &line.issue);
    let bytes = postcard::to_allocvec(&held).map_err(io::Error::other)?;
    let digest = digest::cut(blake3::hash(&bytes));
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

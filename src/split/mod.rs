//! split: from an issue's lines to articles and residue.
//!
//! In: [`IssueSource`](crate::read::IssueSource). Out: [`SplitIssue`]. Pure: the same text gives the same answer.

use serde::{Deserialize, Serialize};

/// An inclusive range of 1-based lines of one file of the issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineRange {
    /// Index into [`IssueSource::files`](crate::read::IssueSource::files).
    pub file: usize,
    pub first: usize,
    pub last: usize,
}

/// What a block of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockRole {
    Kicker,
    Title,
    Subtitle,
    Byline,
    Dateline,
    Heading,
    Body,
    Verse,
    List,
    Table,
    Caption,
    Credit,
    Jump,
    Note,
}

/// A heading, paragraph, caption, verse … of an article, with the source lines it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub role: BlockRole,
    /// In reading order; a paragraph that a column or a picture broke has several.
    pub lines: Vec<LineRange>,
    /// What the page shows: plain text, NFC. Verse, lists and tables keep their line breaks (`\n`).
    pub text: String,
    /// The same with its inline Markdown (`**…**`), where it has any.
    pub markup: Option<String>,
}

/// What lines that belong to no article are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResidueRole {
    Masthead,
    Contents,
    Colophon,
    Column,
    Advertisement,
    Furniture,
    Unplaced,
}

/// Lines that belong to no article (版外文字).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residue {
    pub role: ResidueRole,
    pub lines: Vec<LineRange>,
}

/// One name in a byline or credit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Author {
    pub name: String,
    /// As printed: 记者, 通讯员, 摄, 作者; empty where nothing is said.
    pub role: String,
}

/// The unit that readers cite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Article {
    pub title: String,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
    pub column: Option<String>,
    pub authors: Vec<Author>,
    /// As printed: `A02`, `17`.
    pub page: Option<String>,
    pub page_end: Option<String>,
    /// The page's name: 要闻.
    pub section: Option<String>,
    /// In reading order; the first is where the article begins.
    pub blocks: Vec<Block>,
    /// 0 to 1: how sure the program is that the article begins and ends here.
    pub confidence: f64,
    /// A person said that it must not be published.
    pub withheld: bool,
}

/// Something the program saw and a person should look at (存疑).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub file: usize,
    /// 1-based.
    pub line: usize,
    /// A stable word for the kind: `byline-differs-from-contents`.
    pub code: String,
    pub message: String,
    /// 0 to 1: how sure the program is that something is wrong.
    pub confidence: f64,
}

/// Where an issue's date is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum DateBasis {
    Masthead,
    Sidecar,
    Path,
    Text,
    #[default]
    None,
}

/// What an issue says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct IssueFacts {
    pub publication: Option<String>,
    /// `2022年第5期`, 合刊 `2022年第5-6期`.
    pub number: Option<String>,
    /// 总第224期, 第8216号.
    pub serial: Option<u32>,
    /// 增刊, 号外, 晚版.
    pub edition: Option<String>,
    /// EDTF: `2022-05-10`, `2022-05`, `2021-11~`.
    pub date: Option<String>,
    pub date_basis: DateBasis,
}

/// One issue, split. Every non-blank line is in exactly one article or one residue (design.md, law 1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct SplitIssue {
    pub facts: IssueFacts,
    /// In the order in which they begin.
    pub articles: Vec<Article>,
    pub residues: Vec<Residue>,
    pub notices: Vec<Notice>,
}

//! A sidecar: what a person says of a source. It says what the source is, and corrects what the program made of it.

/// The YAML beside a source (or the front matter in it).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sidecar {
    /// Path of the YAML file, for messages; empty where there is none.
    pub path: String,
    pub publication: Option<String>,
    /// EDTF.
    pub date: Option<String>,
    pub number: Option<String>,
    pub serial: Option<u32>,
    pub edition: Option<String>,
    pub corrections: Vec<Correction>,
}

/// One correction with the place in the YAML where it stands (1-based line and column).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub line: usize,
    pub column: usize,
    pub action: Action,
    pub note: Option<String>,
}

/// Quoted text that finds a place in the source; white space is ignored. `nth` is 1-based.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub text: String,
    pub nth: Option<usize>,
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// `{at: …, set: {…}}`: facts of the article in which the anchor stands.
    Set { at: Anchor, facts: Facts },
    /// `{start: …}`: an article begins at the anchor's line.
    Start { at: Anchor },
    /// `{end: …}`: an article ends with the anchor's line.
    End { at: Anchor },
    /// `{join: [a, b]}`: the second article (or block) continues the first.
    Join { first: Anchor, second: Anchor },
    /// `{move: a, after: b}`: the block with a stands after the block with b.
    Move { block: Anchor, after: Anchor },
    /// `{residue: a, role: advertisement}`: the block with the anchor belongs to no article.
    Residue { at: Anchor, role: String },
    /// `{at: …, text: …}`: what was printed where the OCR erred.
    Text { at: Anchor, printed: String },
    /// `{at: …, withhold: true}`: the article is not published.
    Withhold { at: Anchor },
}

/// Facts that a person sets; `None` leaves the program's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    pub title: Option<String>,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
    pub column: Option<String>,
    pub authors: Option<Vec<String>>,
    pub page: Option<String>,
    pub page_end: Option<String>,
    pub section: Option<String>,
    pub regions: Option<Vec<String>>,
    pub topics: Option<Vec<String>>,
}

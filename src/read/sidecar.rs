//! A sidecar: what a person says of a source. It says what the source is, and corrects what the program made of it.
//!
//! In: the YAML beside a source, or the front matter in it. Out: a [`Sidecar`]; `corrections` reads its list.

use super::corrections;
use super::edtf;
use super::schema::Checker;

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
    /// Path of the file in which it stands: a sidecar, or a source with front matter.
    pub path: String,
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
    /// `{at: …, accept: breaks-off}`: a person has looked at the notice there, and all is well.
    Accept { at: Anchor, code: String },
}

/// The words that an action quotes, in the order in which they are written; borrowed as the action is.
macro_rules! anchors {
    ($action:expr) => {
        match $action {
            Action::Set { at, .. }
            | Action::Start { at }
            | Action::End { at }
            | Action::Residue { at, .. }
            | Action::Text { at, .. }
            | Action::Withhold { at }
            | Action::Accept { at, .. } => vec![at],
            Action::Join { first, second } => vec![first, second],
            Action::Move { block, after } => vec![block, after],
        }
    };
}

impl Action {
    /// The words it quotes, in the order in which they are written.
    pub fn anchors(&self) -> Vec<&Anchor> {
        anchors!(self)
    }

    /// The same with other words for some that it quotes.
    pub fn quoting(mut self, old: &Anchor, new: &Anchor) -> Self {
        anchors!(&mut self).into_iter().filter(|a| *a == old).for_each(|a| a.clone_from(new));
        self
    }
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

/// The keys of a sidecar.
pub const KEYS: [&str; 6] = ["publication", "date", "number", "serial", "edition", "corrections"];

impl Sidecar {
    /// Takes from `weaker` each fact that is not given here, and its corrections behind those here.
    pub fn or(mut self, weaker: Self) -> Self {
        if self.path.is_empty() {
            self.path = weaker.path;
        }
        self.publication = self.publication.or(weaker.publication);
        self.date = self.date.or(weaker.date);
        self.number = self.number.or(weaker.number);
        self.serial = self.serial.or(weaker.serial);
        self.edition = self.edition.or(weaker.edition);
        self.corrections.extend(weaker.corrections);
        self
    }
}

/// Reads a sidecar; what is wrong in it is noted and left out.
pub fn read(check: &mut Checker) -> Sidecar {
    let mut sidecar = Sidecar { path: check.file.path().into(), ..Sidecar::default() };
    let Some(node) = check.file.parse(check.problems) else { return sidecar };
    for entry in check.map(&node, &KEYS).unwrap_or_default() {
        let value = &entry.node;
        match entry.key.as_str() {
            "publication" => sidecar.publication = check.some_text(value),
            "date" => sidecar.date = check.edtf(value, edtf::issue),
            "number" => sidecar.number = check.some_text(value),
            "serial" => sidecar.serial = check.count(value),
            "edition" => sidecar.edition = check.some_text(value),
            _ => sidecar.corrections = corrections::read(check, value),
        }
    }
    sidecar
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::codes::AnyCode;
    use crate::read::yaml::YamlText;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_written_is_read_or_told(
            text in "((date|serial|corrections|- \\{at|start|set|join|nth|regions)(: |:|\n)|[\\[\\]{},\"甲 1\n-]){0,40}"
        ) {
            let mut problems = Vec::new();
            let file = YamlText::new("a.yaml", &text);
            let sidecar = read(&mut Checker { file: &file, codes: &AnyCode, problems: &mut problems });
            // Each place told is one of the text, so that a caret can stand there.
            let lines = crate::read::decode::lines(&text).len();
            let places = problems.iter().filter_map(|p| p.place).map(|(line, _)| line);
            prop_assert!(places.chain(sidecar.corrections.iter().map(|c| c.line)).all(|l| (1..=lines).contains(&l)));
            let told = crate::report::render(&problems, false);
            let leaked = told.contains('\u{FDD0}');
            prop_assert!(!leaked);
        }
    }

    #[test]
    fn the_stronger_wins_key_by_key() {
        let strong = Sidecar { path: "a.yaml".into(), date: Some("2022-05".into()), ..Sidecar::default() };
        let weak = Sidecar {
            path: "a.txt".into(),
            date: Some("2021".into()),
            number: Some("第5期".into()),
            ..Sidecar::default()
        };
        let both = strong.or(weak);
        assert_eq!(both.path, "a.yaml");
        assert_eq!(both.date.as_deref(), Some("2022-05"));
        assert_eq!(both.number.as_deref(), Some("第5期"));
    }
}

//! One issue, from its files to all that later stages need of it. Pure, so issues can be made anywhere.
//!
//! In: an issue of the survey. Out: what is [`Made`] of it, under the key of the very bytes that were read; or what is wrong with its files.

use super::describe_issue;
use crate::archive::{Brief, Card};
use crate::describe::DescribedIssue;
use crate::describe::topics::Vocabulary;
use crate::kept::{Keys, Known, Made, Parts, Stamps};
use crate::read::group::Plan;
use crate::read::survey::Survey;
use crate::report::Problem;
use crate::split::{Article, Block};
use std::sync::{Arc, OnceLock};

/// So often an issue is read anew whose files change meanwhile.
const TRIES: usize = 3;

/// Makes the issues of an archive.
pub struct Maker<'a> {
    survey: &'a Survey<'a>,
    /// Made when the first issue is.
    topics: OnceLock<Arc<Vocabulary>>,
    keys: Keys,
}

impl<'a> Maker<'a> {
    /// `content`: the content folder as it is shown; `stamps`: how its files are known again.
    pub fn new(content: &str, survey: &'a Survey<'a>, stamps: Stamps) -> Self {
        let vocabularies = &survey.settings.vocabularies;
        Self { survey, topics: OnceLock::new(), keys: Keys::new(content, vocabularies, stamps) }
    }

    /// How files will be known again.
    pub fn stamps(&self) -> &Stamps {
        self.keys.stamps()
    }

    /// What the issue depends on, as its files are now; none where one of them can't be read.
    pub fn parts(&self, plan: &Plan) -> Option<Parts> {
        self.keys.of(plan, self.survey.publication(plan)).ok()
    }

    /// Reads, splits and describes an issue. `before`: its parts before that.
    ///
    /// # Errors
    /// What is wrong with its files, where none of them can be read.
    pub fn make(&self, plan: &Plan, mut before: Option<Parts>) -> Result<(Made, Parts), Vec<Problem>> {
        for _ in 0..TRIES {
            let (source, mut problems) = self.survey.issue(plan);
            let Some(source) = source else { return Err(problems) };
            let topics = self.topics.get_or_init(|| Vocabulary::of(&self.survey.settings.vocabularies));
            let (mut issue, more) = describe_issue(&source, topics);
            problems.extend(more);
            let after = self.parts(plan);
            match after {
                // The key must be that of the very bytes that were described.
                Some(parts) if before.as_ref() == Some(&parts) => {
                    let mut brief = Brief::of(&issue);
                    withdraw(&mut issue, &mut brief);
                    return Ok((Made { key: parts.key(), known: Known { brief, problems }, issue }, parts));
                }
                after => before = after,
            }
        }
        let path = plan.pages.first().map_or(plan.path.as_str(), |(page, _)| page.shown.as_str());
        let message = "读取期间文件不断变化，或读不到 (the file changes while it is read, or cannot be read)";
        let help = "等它写完，再做一次 (wait until it is written, then try again)";
        Err(vec![Problem::error(path, message).help(help)])
    }
}

/// What is withheld must not lie in the output, not even among what is kept: its words go; its lines and its print stay.
fn withdraw(issue: &mut DescribedIssue, brief: &mut Brief) {
    let all = issue.articles.iter_mut().zip(&mut brief.articles);
    for (described, brief) in all.filter(|(_, brief)| brief.withheld) {
        let article = &mut described.article;
        let wordless = |block| Block { text: String::new(), markup: None, ..block };
        let blocks: Vec<Block> = article.blocks.drain(..).map(wordless).collect();
        let confidence = article.confidence;
        *article = Article { blocks, withheld: true, confidence, ..Article::default() };
        (described.people, described.phrases, described.dates) = Default::default();
        (described.regions, described.topics, described.subtopics) = Default::default();
        // Its title is in the register, which needs it, and nowhere else.
        brief.card = Arc::new(Card::withheld(brief.card.title.clone(), brief.card.place));
    }
}

//! Newspapers of any number of articles, for measuring: realistic in their words, made up in all they say.
//!
//! In: how many articles, a seed. Out: articles one by one, issue by issue; the same seed gives the same bytes.
//! Steps: plan the publications' issues over the decades; for each issue choose which stories of that week it tells; write each
//! article by the language model (`language.rs`) into paragraphs (`article.rs`).

pub mod article;
pub mod json;
pub mod language;
pub mod layout;
pub mod lexicon;
pub mod parts;
pub mod plan;

pub use article::Article;
pub use plan::Issue;

use language::Tuning;
use lexicon::Lexicon;

/// What all articles are made from.
pub struct Press {
    pub lexicon: Lexicon,
    pub tuning: Tuning,
    pub seed: u64,
}

impl Press {
    pub fn new(seed: u64) -> Press {
        Press { lexicon: Lexicon::new(), tuning: Tuning::default(), seed }
    }

    /// Hands on each issue with its articles, publication by publication, oldest first, until there are `count` articles.
    pub fn print<E>(
        &self,
        count: usize,
        mut take: impl FnMut(&Issue, &[Article]) -> Result<(), E>,
    ) -> Result<(), E> {
        for issue in plan::issues(count, self.seed) {
            let articles: Vec<Article> =
                (0..issue.articles).map(|n| article::write(self, &issue, n)).collect();
            take(&issue, &articles)?;
        }
        Ok(())
    }
}

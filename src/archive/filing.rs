//! Filing: the lists that articles are on, by region, topic, column, author and year.
//!
//! In: the archive's issues and articles. Out: its lists, and of each article which divisions and topics it is counted under, as numbers
//! ([`Marks`]): so what a list of thousands is made up of is counted without a look at the articles themselves.

use super::{Archive, ArticleId, Entry};
use crate::describe::regions;
use foldhash::fast::FixedState;
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeMap;

/// Of each article, the names it goes under, none twice.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// All names there are, in the order in which they were first met.
    names: IndexSet<String, FixedState>,
    /// Where each article's begin in `marks`; one more for the end of the last.
    starts: Vec<usize>,
    /// Indices into `names`.
    marks: Vec<u32>,
}

impl Marks {
    /// `name` is called once with each article, to put its names into the list.
    fn of<'a>(articles: &'a [Entry], mut name: impl FnMut(&'a Entry, &mut Numbers<'a>)) -> Self {
        let mut numbers = Numbers::default();
        let mut starts = Vec::with_capacity(articles.len() + 1);
        for entry in articles {
            numbers.article = numbers.marks.len();
            starts.push(numbers.article);
            name(entry, &mut numbers);
        }
        starts.push(numbers.marks.len());
        let names = numbers.names.into_iter().map(str::to_owned).collect();
        Self { names, starts, marks: numbers.marks }
    }

    /// Numbers of the names that an article goes under.
    fn at(&self, id: ArticleId) -> &[u32] {
        match (self.starts.get(id), self.starts.get(id + 1)) {
            (Some(&from), Some(&to)) => &self.marks[from..to],
            _ => &[],
        }
    }

    /// How many of these articles go under each name, by name, and how many under none.
    pub fn tally(&self, ids: &[ArticleId]) -> (Vec<(&str, usize)>, usize) {
        let (mut counts, mut without) = (vec![0usize; self.names.len()], 0);
        for id in ids {
            let marks = self.at(*id);
            without += usize::from(marks.is_empty());
            marks.iter().for_each(|mark| counts[*mark as usize] += 1);
        }
        let counted = self.names.iter().map(String::as_str).zip(counts);
        let mut counted: Vec<(&str, usize)> = counted.filter(|(_, count)| *count > 0).collect();
        counted.sort_unstable();
        (counted, without)
    }

    /// How many of these articles go under this name.
    pub fn count(&self, name: &str, ids: &[ArticleId]) -> usize {
        let Some(number) = self.names.get_index_of(name) else { return 0 };
        ids.iter().filter(|id| self.at(**id).iter().any(|mark| *mark as usize == number)).count()
    }

    /// The articles under each name, in the order given.
    fn lists(&self, ids: &[ArticleId]) -> BTreeMap<String, Vec<ArticleId>> {
        let mut sizes = vec![0usize; self.names.len()];
        self.marks.iter().for_each(|mark| sizes[*mark as usize] += 1);
        let mut lists: Vec<Vec<ArticleId>> = sizes.into_iter().map(Vec::with_capacity).collect();
        for id in ids {
            self.at(*id).iter().for_each(|mark| lists[*mark as usize].push(*id));
        }
        self.names.iter().cloned().zip(lists).collect()
    }
}

/// Names as they are numbered.
#[derive(Default)]
struct Numbers<'a> {
    names: IndexSet<&'a str, FixedState>,
    marks: Vec<u32>,
    /// Where the article's marks begin.
    article: usize,
}

impl<'a> Numbers<'a> {
    fn number(&mut self, name: &'a str) -> u32 {
        // There are fewer names than articles, and of these fewer than 2^32.
        self.names.insert_full(name).0 as u32
    }

    /// Marks the article, unless it is so marked.
    fn mark(&mut self, number: u32) {
        if !self.marks[self.article..].contains(&number) {
            self.marks.push(number);
        }
    }

    fn add(&mut self, name: &'a str) {
        let number = self.number(name);
        self.mark(number);
    }
}

/// Fills the lists, oldest first; gives the articles in that order.
pub(super) fn file(archive: &mut Archive) -> Vec<ArticleId> {
    let dates: Vec<(bool, String)> =
        archive.issues.iter().map(|issue| super::build::date_order(&issue.facts)).collect();
    let mut ranked: Vec<&(bool, String)> = dates.iter().collect();
    ranked.sort_unstable();
    ranked.dedup();
    let rank = |date| ranked.binary_search(&date).unwrap_or_else(|place| place);
    let ranks: Vec<usize> = dates.iter().map(rank).collect();
    let mut ids: Vec<ArticleId> = (0..archive.articles.len()).collect();
    // Stable: articles of one date keep the order of publications, issues and places.
    ids.sort_by_key(|&id| ranks[archive.articles[id].issue]);

    let articles = archive.articles.as_slice();
    let divisions = || (divisions(articles, usize::MAX), divisions(articles, 1));
    let top_topics =
        || Marks::of(articles, |entry, numbers| entry.topics.iter().for_each(|topic| numbers.add(topic)));
    let topics = || {
        let marks = Marks::of(articles, |entry, numbers| {
            entry.topics.iter().chain(&entry.subtopics).for_each(|topic| numbers.add(topic));
        });
        marks.lists(&ids)
    };
    let columns = || {
        let marks = Marks::of(articles, |entry, numbers| {
            entry.column.iter().filter(|name| !name.is_empty()).for_each(|name| numbers.add(name));
        });
        marks.lists(&ids)
    };
    let years = || {
        let marks = Marks::of(articles, |entry, numbers| {
            let year = dates[entry.issue].1.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
            year.into_iter().for_each(|year| numbers.add(year));
        });
        marks.lists(&ids)
    };
    let ((divisions, by_region), (top_topics, by_topic)) = rayon::join(
        || {
            let (all, first) = divisions();
            let lists = all.lists(&ids);
            ((all, first), lists)
        },
        || rayon::join(top_topics, topics),
    );
    let ((by_column, by_year), by_author) = rayon::join(|| (columns(), years()), || authors(archive, &ids));
    (archive.by_division, archive.by_first_division) = divisions;
    archive.by_top_topic = top_topics;
    (archive.by_region, archive.by_topic) = (by_region, by_topic);
    (archive.by_column, archive.by_author, archive.by_year) = (by_column, by_author, by_year);
    ids
}

/// The divisions that articles name, the first `most` of each, with those that they lie in: a division's article is that of these too.
fn divisions(articles: &[Entry], most: usize) -> Marks {
    let mut lineages: IndexMap<&str, Vec<u32>, FixedState> = IndexMap::default();
    Marks::of(articles, |entry, numbers| {
        for code in entry.regions.iter().take(most) {
            let above = lineages.entry(code).or_insert_with(|| {
                let above = regions::lineage(code).into_iter().map(|division| division.code);
                above.chain([code.as_str()]).map(|code| numbers.number(code)).collect()
            });
            above.iter().for_each(|number| numbers.mark(*number));
        }
    })
}

/// The articles of each who signs.
fn authors(archive: &Archive, ids: &[ArticleId]) -> BTreeMap<String, Vec<ArticleId>> {
    // Whom a name stands for depends on the publication it is printed in.
    let mut names: IndexMap<(usize, &str), usize, FixedState> = IndexMap::default();
    let mut lists: IndexMap<String, Vec<ArticleId>, FixedState> = IndexMap::default();
    for &id in ids {
        let entry = &archive.articles[id];
        let publication = archive.issues[entry.issue].publication;
        for author in &entry.authors {
            let list = *names.entry((publication, author)).or_insert_with(|| {
                let list = lists.entry(archive.identity(entry, author));
                let at = list.index();
                list.or_default();
                at
            });
            let list = &mut lists[list];
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }
    lists.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Card;
    use std::sync::Arc;

    #[test]
    fn an_article_is_counted_once_under_each_name() {
        let entry = |topics: &[&str]| {
            let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
            Entry { card: Arc::new(Card { topics, ..Card::default() }), ..Entry::default() }
        };
        let articles = [entry(&["b", "a", "b"]), entry(&[]), entry(&["a"])];
        let marks = Marks::of(&articles, |entry, numbers| entry.topics.iter().for_each(|t| numbers.add(t)));
        assert_eq!(marks.tally(&[0, 1, 2]), (vec![("a", 2), ("b", 1)], 1));
        assert_eq!(marks.tally(&[2]), (vec![("a", 1)], 0));
        assert_eq!(
            (marks.count("a", &[0, 1, 2]), marks.count("b", &[1, 2]), marks.count("c", &[0])),
            (2, 0, 0)
        );
        assert_eq!(
            marks.lists(&[2, 1, 0]),
            BTreeMap::from([("a".to_owned(), vec![2, 0]), ("b".to_owned(), vec![0])])
        );
    }
}

//! Who made an article: names in a byline, in a dateline's brackets, under a picture.
//!
//! In: folded lines or blocks. Out: authors added to the article, as often as they sign.

use super::super::pattern::Pattern;
use super::super::{Article, Author, BlockRole, byline, office};
use crate::text;

/// 本报讯(记者 X 通讯员 Y): the names in the brackets that the dateline of a text carries.
pub(super) fn dateline_authors(fold: &str, article: &mut Article) {
    static REPORTS: Pattern = Pattern::folded(
        r"((?:本[报刊台网]|[\p{Han}]{2,6}[社报台])?(?:记者|記者|通讯员|通訊員)[^。::]{2,28}?)(?:报道|報道|摄影报道|讯)[::]",
    );
    let head: String = fold.chars().take(60).collect();
    if let Some(m) = REPORTS.captures(&head) {
        add_authors(byline::in_dateline(&m[1]), article);
    }
    let Some(open) = head.find('(') else { return };
    let Some(close) = head[open..].find(')') else { return };
    if head[..open].chars().count() <= 20 {
        add_authors(byline::in_dateline(&head[open + 1..open + close]), article);
    }
}

/// Who signs twice is there twice, until the article is whole.
pub(super) fn add_authors(authors: Option<Vec<Author>>, article: &mut Article) {
    article.authors.extend(authors.unwrap_or_default());
}

/// What notes say of those who signed: (作者系某局局长). Who is named in a note alone has made the article.
pub(super) fn offices(article: &mut Article) {
    for block in article.blocks.iter().filter(|b| b.role == BlockRole::Note) {
        office::from_note(&text::fold(&block.text), &mut article.authors);
    }
}

/// Where nobody else signs, who took the picture has made the article; beside a text only who says that he reported too.
pub(super) fn photo_authors(article: &mut Article) {
    let texts = article.blocks.iter().filter(|b| b.role == BlockRole::Body).count();
    let credits = article
        .blocks
        .iter()
        .filter(|b| b.role == BlockRole::Credit)
        .map(|b| text::fold(&b.text).into_owned());
    let credits: Vec<String> =
        credits.filter(|c| texts <= 1 || c.trim_end_matches(')').ends_with(['道'])).collect();
    for credit in credits {
        add_authors(byline::credit(&credit).map(|(a, _)| a), article);
    }
}

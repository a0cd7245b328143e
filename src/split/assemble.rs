//! From drafts to articles: blocks with their text, authors, column, page, confidence; and the residue.
//!
//! In: the outline with its continuations home. Out: articles and residues in which every line stands once.

use super::classify::Class;
use super::cohesion::Cohesion;
use super::front::Front;
use super::furniture::Pages;
use super::group::label_name;
use super::line::{Line, regex};
use super::outline::{Draft, Outline};
use super::paragraphs::{self, Part};
use super::rules::Rule;
use super::trace::Trace;
use super::wrap::Wrapped;
use super::{Article, Author, Block, BlockRole, LineRange, Residue, ResidueRole, byline, marks};
use crate::text;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What drafts are made into articles with.
pub struct Desk<'a> {
    pub lines: &'a [Line],
    pub class: &'a [Class],
    pub front: &'a Front,
    pub pages: &'a Pages,
    pub cohesion: &'a Cohesion,
    pub wrapped: &'a Wrapped,
}

/// All articles, in the order in which they begin.
pub fn articles(desk: &Desk, outline: &Outline, trace: &mut Trace) -> Vec<Article> {
    let columns = columns(desk, outline, trace);
    let mut articles = Vec::new();
    for (draft, column) in outline.drafts.iter().zip(columns) {
        if !draft.advertisement {
            articles.push(article(desk, draft, column, trace));
        }
    }
    if !desk.front.contents.is_empty() {
        close_pages(&mut articles);
        let drafts = outline.drafts.iter().filter(|d| !d.advertisement).zip(&articles);
        for (draft, _) in drafts.filter(|(_, a)| a.page_end.is_some()) {
            trace.line(draft.first_line().unwrap_or(0), Rule::PageEndFromContents);
        }
    }
    articles
}

fn article(desk: &Desk, draft: &Draft, column: Option<String>, trace: &mut Trace) -> Article {
    let mut article = Article { column, confidence: confidence(draft), ..Article::default() };
    headline_blocks(desk, draft, &mut article);
    for part in paragraphs::join(draft, desk.lines, desk.class, desk.cohesion, desk.wrapped, trace) {
        let signed = article.authors.len();
        add_part(desk, &part, &mut article);
        if trace.is_on() && part.role == BlockRole::Body && article.authors.len() > signed {
            let last = part.lines.last().copied().unwrap_or(0);
            match marks::trailing_signature(&desk.lines[last].fold) {
                Some(_) => trace.line(last, Rule::SignatureInText),
                None => trace.line(part.lines[0], Rule::NamesInDateline),
            }
        }
    }
    let entry = draft.verdict.entry.and_then(|k| desk.front.contents.get(k));
    let first = draft.first_line().unwrap_or(0);
    if let Some(mark) = desk.pages.get(first).and_then(Option::as_ref) {
        article.page = Some(mark.page.clone());
        article.section = mark.section.clone();
    }
    if let Some(entry) = entry {
        trace.line(first, Rule::FactsFromContents);
        article.page = entry.page.clone().or(article.page);
        if entry.column.is_some() {
            article.column = entry.column.clone();
        }
        if article.authors.is_empty() {
            let from_contents = entry.authors.iter().map(|a| Author { name: a.clone(), role: String::new() });
            article.authors.extend(from_contents);
        }
    }
    if article.authors.is_empty() {
        photo_authors(&mut article);
        if !article.authors.is_empty() {
            trace.line(first, Rule::PhotographerSigns);
        }
    }
    let mut seen = BTreeSet::new();
    article.authors.retain(|a| seen.insert(a.name.clone()));
    if article.title.is_empty() {
        trace.line(first, Rule::FirstWordsAsTitle);
        article.title = first_words(&article);
        article.confidence = article.confidence.min(0.4);
    }
    article
}

fn headline_blocks(desk: &Desk, draft: &Draft, article: &mut Article) {
    let group = &draft.group;
    let mut roles: Vec<(usize, BlockRole)> = Vec::new();
    roles.extend(group.kicker.iter().map(|i| (*i, BlockRole::Kicker)));
    roles.extend(group.title.iter().map(|i| (*i, BlockRole::Title)));
    roles.extend(group.subtitle.iter().map(|i| (*i, BlockRole::Subtitle)));
    roles.extend(group.byline.iter().map(|i| (*i, BlockRole::Byline)));
    roles.extend(group.notes.iter().map(|i| (*i, BlockRole::Note)));
    roles.sort_unstable_by_key(|(i, _)| *i);
    let mut parts: Vec<Part> = Vec::new();
    for (i, role) in roles {
        match parts.last_mut().filter(|p| p.role == role) {
            Some(part) => part.lines.push(i),
            None => parts.push(Part { role, lines: vec![i] }),
        }
    }
    for part in &parts {
        let words = spaced(desk, &part.lines);
        match part.role {
            BlockRole::Title => {
                let (label, title) = without_ornaments(&words);
                article.title = closed_up(title);
                if article.kicker.is_none() {
                    article.kicker = label.map(str::to_string);
                }
            }
            BlockRole::Kicker => article.kicker = Some(trim_marks(&words)),
            BlockRole::Subtitle => article.subtitle = Some(trim_marks(&words)),
            BlockRole::Byline => {
                for i in &part.lines {
                    let fold = &desk.lines[*i].fold;
                    let names = byline::byline(fold).or_else(|| byline::body(fold));
                    add_authors(names.or_else(|| byline::bare_name(fold)), article);
                }
            }
            _ => {}
        }
        article.blocks.push(block(desk, part.role, &part.lines, words));
    }
}

/// A part below the headline, with what stands on its last line besides text: a signature, a jump, a credit.
fn add_part(desk: &Desk, part: &Part, article: &mut Article) {
    let Some(last) = part.lines.last().copied() else { return };
    match part.role {
        BlockRole::Body => add_body(desk, part, last, article),
        BlockRole::Byline => {
            let fold =
                desk.lines[last].fold.trim().trim_matches(['(', ')', '[', ']', '【', '】']).to_string();
            add_authors(byline::signature(&fold).or_else(|| byline::byline(&fold)), article);
            article.blocks.push(block(desk, part.role, &part.lines, spaced(desk, &part.lines)));
        }
        BlockRole::Verse | BlockRole::List | BlockRole::Table => {
            let rows: Vec<&str> = part.lines.iter().map(|i| desk.lines[*i].text.as_str()).collect();
            article.blocks.push(block(desk, part.role, &part.lines, rows.join("\n")));
        }
        BlockRole::Caption => {
            let line = &desk.lines[last];
            let credit =
                byline::credit(&line.fold).map(|(_, at)| at).filter(|at| *at > 0 && part.lines.len() == 1);
            match credit.and_then(|at| split_at_fold(line, at)) {
                Some((caption, credit)) => {
                    article.blocks.push(block(desk, BlockRole::Caption, &part.lines, caption));
                    article.blocks.push(block(desk, BlockRole::Credit, &part.lines, credit));
                }
                None => article.blocks.push(block(desk, part.role, &part.lines, spaced(desk, &part.lines))),
            }
        }
        BlockRole::Jump => {
            // 下转 was printed before the 上接 that the paragraph above took in.
            let jump = block(desk, part.role, &part.lines, spaced(desk, &part.lines));
            match article.blocks.last_mut().filter(|b| b.role == BlockRole::Jump && b.lines > jump.lines) {
                Some(behind) => {
                    behind.text = format!("{} {}", jump.text, behind.text);
                    behind.lines = jump.lines.into_iter().chain(std::mem::take(&mut behind.lines)).collect();
                }
                None => article.blocks.push(jump),
            }
        }
        role => {
            if role == BlockRole::Note {
                add_authors(byline::in_note(&desk.lines[last].fold), article);
            }
            article.blocks.push(block(desk, role, &part.lines, spaced(desk, &part.lines)));
        }
    }
}

/// A paragraph, less the jumps within it and the signature at its end, which become blocks of their own behind it.
fn add_body(desk: &Desk, part: &Part, last: usize, article: &mut Article) {
    // Printed lines are short: the names may stand on the second.
    let opening: String = part.lines.iter().take(3).map(|i| desk.lines[*i].fold.trim()).collect();
    dateline_authors(&opening, article);
    let mut pieces = Vec::new();
    let mut jumps: Vec<(usize, String)> = Vec::new();
    let signed = marks::trailing_signature(&desk.lines[last].fold);
    let mut signature = None;
    for i in part.lines.iter().copied() {
        let line = &desk.lines[i];
        let mut piece = Piece { line: i, text: line.text.clone(), markup: line.markup().to_string() };
        // A line is in two blocks at most, one behind the other: in a signed paragraph the jumps stay in the text.
        if signed.is_some() {
            if i == last {
                signature = signed.as_ref().and_then(|(_, at)| piece.cut_back(line, *at));
            }
        } else if let Some((_, at)) = marks::jump_from(&line.fold) {
            jumps.extend(piece.cut_front(line, at).map(|words| (i, words)));
        } else if let Some((_, at)) = marks::jump_to(&line.fold) {
            jumps.extend(piece.cut_back(line, at).map(|words| (i, words)));
        }
        pieces.push(piece);
    }
    if pieces.iter().any(|p| !p.text.trim().is_empty()) {
        article.blocks.push(body_block(desk, &pieces));
    }
    if !jumps.is_empty() {
        let lines: Vec<usize> = jumps.iter().map(|(i, _)| *i).collect();
        let words: Vec<&str> = jumps.iter().map(|(_, words)| words.trim()).collect();
        article.blocks.push(block(desk, BlockRole::Jump, &lines, words.join(" ")));
    }
    add_authors(signed.map(|(authors, _)| authors), article);
    if let Some(words) = signature {
        article.blocks.push(block(desk, BlockRole::Byline, &[last], words));
    }
}

/// One line's part of a paragraph.
struct Piece {
    line: usize,
    text: String,
    markup: String,
}

impl Piece {
    /// Takes away what stands before byte `at` of the folded line.
    fn cut_front(&mut self, line: &Line, at: usize) -> Option<String> {
        let (front, rest) = split_at_fold(line, at)?;
        self.markup = self.markup.strip_prefix(front.as_str()).unwrap_or(&rest).to_string();
        self.text = rest;
        Some(front)
    }

    /// Takes away what stands from byte `at` of the folded line on.
    fn cut_back(&mut self, line: &Line, at: usize) -> Option<String> {
        let (rest, back) = split_at_fold(line, at)?;
        self.markup = self.markup.strip_suffix(back.as_str()).unwrap_or(&rest).to_string();
        self.text = rest;
        Some(back)
    }
}

/// 本报讯(记者 X 通讯员 Y): the names in the brackets that a dateline carries.
fn dateline_authors(fold: &str, article: &mut Article) {
    if !marks::dateline(fold) {
        return;
    }
    static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"((?:本[报刊台网]|[\p{Han}]{2,6}[社报台])?(?:记者|記者|通讯员|通訊員)[^。::]{2,28}?)(?:报道|報道|摄影报道|讯)[::]",
        )
    });
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
fn add_authors(authors: Option<Vec<Author>>, article: &mut Article) {
    article.authors.extend(authors.unwrap_or_default());
}

/// Where nobody else signs, who took the picture has made the article.
fn photo_authors(article: &mut Article) {
    let texts = article.blocks.iter().filter(|b| b.role == BlockRole::Body).count();
    let credits: Vec<String> =
        article.blocks.iter().filter(|b| b.role == BlockRole::Credit).map(|b| text::fold(&b.text)).collect();
    if texts <= 1 && !credits.is_empty() {
        for credit in credits {
            add_authors(byline::credit(&credit).map(|(a, _)| a), article);
        }
    }
}

/// A paragraph's block: its pieces joined.
fn body_block(desk: &Desk, pieces: &[Piece]) -> Block {
    let joined = |of: fn(&Piece) -> &str| {
        pieces.iter().fold(String::new(), |mut whole, piece| {
            text::append(&mut whole, of(piece).trim());
            whole
        })
    };
    let (words, markup) = (joined(|p| &p.text), joined(|p| &p.markup));
    let lines: Vec<usize> = pieces.iter().map(|p| p.line).collect();
    Block {
        role: BlockRole::Body,
        lines: ranges(desk.lines, &lines),
        markup: (markup != words).then_some(markup),
        text: words,
    }
}

fn block(desk: &Desk, role: BlockRole, lines: &[usize], text: String) -> Block {
    Block { role, lines: ranges(desk.lines, lines), text: text.trim().to_string(), markup: None }
}

/// Splits a line's text where its folded text is split: folding keeps the number of characters.
fn split_at_fold(line: &Line, at: usize) -> Option<(String, String)> {
    let lead = line.text.chars().take_while(|c| c.is_whitespace()).count();
    let chars = line.fold.get(..at)?.chars().count() + lead;
    let left: String = line.text.chars().take(chars).collect();
    let right: String = line.text.chars().skip(chars).collect();
    Some((left, right))
}

fn spaced(desk: &Desk, lines: &[usize]) -> String {
    let texts: Vec<&str> = lines.iter().map(|i| desk.lines[*i].text.trim()).collect();
    texts.join(" ")
}

/// Titles spaced out letter by letter are closed up: 大 事 记 → 大事记; 上联 下联 stays.
pub(crate) fn closed_up(title: &str) -> String {
    let title = title.trim();
    let tokens: Vec<&str> = title.split_whitespace().collect();
    let single = tokens.iter().filter(|t| t.chars().count() == 1).count();
    if tokens.len() >= 3 && single * 2 >= tokens.len() { tokens.concat() } else { title.to_string() }
}

/// `【热线回音】银杏小区路灯亮了`, `△两岸庄稼长势好`: the label, and the title without what stands before it.
fn without_ornaments(words: &str) -> (Option<&str>, &str) {
    let words = words.trim();
    let bare = words.trim_start_matches([
        '△', '▲', '▽', '▼', '●', '◆', '◇', '■', '□', '★', '☆', '○', '◎', '※', '·', ' ', '\u{3000}',
    ]);
    let words = if bare.is_empty() { words } else { bare };
    let labelled = words.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    match labelled.map(|(label, title)| (label.trim(), title.trim())) {
        Some((label, title)) if !title.is_empty() && label.chars().count() <= 8 => (Some(label), title),
        _ => (None, words),
    }
}

pub(crate) fn trim_marks(words: &str) -> String {
    let trimmed = words.trim().trim_matches(['—', '-', ' ', '~', '―', '─']);
    let inside = trimmed.strip_prefix(['【', '[', '〔']).and_then(|t| t.strip_suffix(['】', ']', '〕']));
    inside.unwrap_or(trimmed).trim().to_string()
}

/// The first words of an article without a headline.
fn first_words(article: &Article) -> String {
    first_clause(
        article
            .blocks
            .iter()
            .find(|b| b.role == BlockRole::Body)
            .or(article.blocks.first())
            .map_or("", |b| &b.text),
    )
}

/// The first clause of a text, as a title for what has none.
pub(crate) fn first_clause(text: &str) -> String {
    let fold = text::fold(text);
    let skip = fold[..marks::after_dateline(&fold)].chars().count();
    let clause: String =
        text.chars().skip(skip).take_while(|c| !"。,，;；!！?？".contains(*c)).take(20).collect();
    if clause.is_empty() { "无题".to_string() } else { format!("{clause}……") }
}

fn confidence(draft: &Draft) -> f64 {
    let refused = draft.refused.iter().map(super::evidence::Verdict::confidence).fold(1.0, f64::min);
    let lowest = draft.verdict.confidence().min(refused);
    (lowest * 100.0).round() / 100.0
}

/// The column of each draft: its own label, or the one in force while articles of its form follow.
fn columns(desk: &Desk, outline: &Outline, trace: &mut Trace) -> Vec<Option<String>> {
    let mut in_force: Option<(String, Form)> = None;
    let mut page = None;
    outline
        .drafts
        .iter()
        .map(|draft| {
            let form = Form::of(desk, draft);
            let here = draft.first_line().and_then(|i| desk.pages[i].clone());
            if here != page {
                in_force = None;
                page = here;
            }
            if let Some(label) = draft.column {
                in_force = Some((label_name(&desk.lines[label]), form));
            } else if in_force.as_ref().is_some_and(|(_, f)| *f != form) {
                in_force = None;
            } else if in_force.is_some() {
                trace.line(draft.first_line().unwrap_or(0), Rule::ColumnInForce);
            }
            in_force.as_ref().map(|(name, _)| name.clone())
        })
        .collect()
}

/// How an article is set: what goes under one label is set alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    byline_in_front: bool,
    dateline: bool,
    photo: bool,
}

impl Form {
    fn of(desk: &Desk, draft: &Draft) -> Self {
        let first = draft.texts().next();
        let credit =
            draft.items.iter().any(|i| matches!(desk.class[i.first()], Class::Credit | Class::Caption));
        Self {
            byline_in_front: !draft.group.byline.is_empty(),
            dateline: first.is_some_and(|i| marks::dateline(&desk.lines[i].fold)),
            photo: credit && draft.texts().count() <= 1,
        }
    }
}

/// An article of a periodical ends where the next begins, as far as the contents tell.
fn close_pages(articles: &mut [Article]) {
    let begins: Vec<Option<u32>> =
        articles.iter().map(|a| a.page.as_deref().and_then(|p| p.parse().ok())).collect();
    for (k, article) in articles.iter_mut().enumerate() {
        let (Some(here), Some(Some(next))) = (begins[k], begins.get(k + 1)) else { continue };
        if article.section.is_none() && *next > here {
            article.page_end = Some((next - 1).max(here).to_string());
        }
    }
}

/// All that stands in no article.
pub fn residues(desk: &Desk, outline: &Outline, trace: &mut Trace) -> Vec<Residue> {
    let mut place: Vec<Option<ResidueRole>> = desk.front.place.clone();
    for i in &outline.labels {
        place[*i] = Some(ResidueRole::Column);
    }
    for i in &outline.unplaced {
        place[*i] = Some(ResidueRole::Unplaced);
    }
    for draft in outline.drafts.iter().filter(|d| d.advertisement) {
        let group = draft
            .group
            .headline()
            .chain(draft.group.byline.iter().copied())
            .chain(draft.group.notes.iter().copied());
        let items = draft.items.iter().flat_map(|i| match i {
            super::outline::Item::Heading(lines) => lines.clone(),
            other => vec![other.first()],
        });
        for i in group.chain(items) {
            trace.line(i, Rule::UnderAdLabel);
            place[i] = Some(ResidueRole::Advertisement);
        }
    }
    let mut out: Vec<Residue> = Vec::new();
    let mut before: Option<usize> = None;
    for (i, role) in place.iter().enumerate() {
        let Some(role) = *role else { continue };
        let line = &desk.lines[i];
        let adjoins = before.is_some_and(|b| b + 1 == i && desk.lines[b].file == line.file);
        match out.last_mut().filter(|r| adjoins && r.role == role) {
            Some(residue) => {
                if let Some(range) = residue.lines.last_mut() {
                    range.last = line.n;
                }
            }
            None => out.push(Residue {
                role,
                lines: vec![LineRange { file: line.file, first: line.n, last: line.n }],
            }),
        }
        before = Some(i);
    }
    out
}

/// Line indexes as ranges of source lines, in reading order; neighbours (blank lines between them or not) are one range.
pub fn ranges(lines: &[Line], indexes: &[usize]) -> Vec<LineRange> {
    let mut out: Vec<LineRange> = Vec::new();
    let mut before: Option<usize> = None;
    for i in indexes {
        let line = &lines[*i];
        let adjoins = before.is_some_and(|b| b + 1 == *i) && line.gap == 0;
        match out.last_mut().filter(|r| adjoins && r.file == line.file) {
            Some(range) => range.last = line.n,
            None => out.push(LineRange { file: line.file, first: line.n, last: line.n }),
        }
        before = Some(*i);
    }
    out
}

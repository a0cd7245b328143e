//! The frame of a page: its head, masthead, navigation, breadcrumb and foot. Nothing in it changes with a new issue.

use super::escape::{self, Html};
use super::links;
use super::scene::Scene;
use super::search_page;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// One step of a breadcrumb, or any name that may have a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Crumb {
    pub label: String,
    /// Path of its page below the site's root.
    pub path: Option<String>,
}

impl Crumb {
    pub fn to(label: impl Into<String>, path: impl Into<String>) -> Self {
        Self { label: label.into(), path: Some(path.into()) }
    }

    /// The name of this page itself.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), path: None }
    }

    /// As a link from a page.
    pub fn link(&self, from: &str) -> Link {
        let href = self.path.as_deref().map(|to| links::rel(from, &links::encode(to)));
        Link { label: self.label.clone(), href, current: false, count: None }
    }
}

/// A link as templates see it; without `href` it is a name only.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub label: String,
    pub href: Option<String>,
    pub current: bool,
    /// How many articles stand there, in words.
    pub count: Option<String>,
}

/// A page has dozens of links. To a template, what is not there is not so; a print is of all.
impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = !serializer.is_human_readable();
        let mut link = serializer.serialize_struct("Link", 4)?;
        link.serialize_field("label", &self.label)?;
        link.serialize_field("href", &self.href)?;
        if all || self.current {
            link.serialize_field("current", &self.current)?;
        }
        if all || self.count.is_some() {
            link.serialize_field("count", &self.count)?;
        }
        link.end()
    }
}

impl Link {
    pub fn counted(mut self, count: String) -> Self {
        self.count = Some(count);
        self
    }
}

/// The parts of the site that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) enum Part {
    Home,
    Issues,
    Regions,
    Topics,
    Columns,
    People,
    Years,
    Search,
    About,
    None,
}

/// What `base.html` needs.
#[derive(Debug, Serialize)]
pub(super) struct Frame {
    /// Of the page, below the site's root.
    pub path: String,
    /// BCP 47, of the interface.
    pub lang: &'static str,
    pub title: String,
    pub description: String,
    pub archive: String,
    pub subtitle: Option<String>,
    pub footer: Option<String>,
    /// From this page to the site's root: empty, `../`, `../../`.
    pub root: String,
    /// Which of the parts of the site that the navigation names the page belongs to.
    pub part: Part,
    /// The way from the home page to this one, which is the last. Templates are told whether there is one, and get it set: `crumbs`, and this
    /// page's own name as `here`.
    #[serde(serialize_with = "as_set")]
    pub trail: Vec<Crumb>,
    pub has_feed: bool,
    pub canonical: Option<String>,
    /// The JSON-LD block, fit to stand in a page.
    pub jsonld: Option<Html>,
}

/// A print is of the whole way.
fn as_set<S: Serializer>(trail: &[Crumb], serializer: S) -> Result<S::Ok, S::Error> {
    match serializer.is_human_readable() {
        true => serializer.serialize_bool(!trail.is_empty()),
        false => trail.serialize(serializer),
    }
}

impl Scene<'_> {
    /// The frame of a page. `title` is what stands before the archive's title; the last crumb is the page itself.
    pub fn frame(&self, path: &str, part: Part, title: &str, description: &str, crumbs: &[Crumb]) -> Frame {
        let settings = &self.archive.settings;
        let title =
            if title.is_empty() { settings.title.clone() } else { format!("{title} - {}", settings.title) };
        Frame {
            path: path.into(),
            lang: if self.theme.language() == "zh" { "zh-Hans" } else { "en" },
            title: one_line(&title),
            description: one_line(description),
            archive: settings.title.clone(),
            subtitle: settings.subtitle.clone(),
            footer: settings.footer.clone(),
            root: links::root(path),
            part,
            trail: crumbs.to_vec(),
            has_feed: settings.base.is_some(),
            canonical: self.absolute(path),
            jsonld: None,
        }
    }

    /// The page's address in the world, where the archive has a base address.
    pub fn absolute(&self, path: &str) -> Option<String> {
        let base = self.archive.settings.base.as_deref()?;
        let slash = if base.ends_with('/') { "" } else { "/" };
        Some(format!("{base}{slash}{}", links::encode(path)))
    }
}

/// The navigation, as a page has it: the parts of the site, with the page's own marked.
pub(super) fn sections(scene: Scene<'_>, path: &str, part: Part) -> Vec<Link> {
    let sections = [
        (Part::Home, scene.t("nav-home", &[]), "index.html"),
        (Part::Issues, scene.t("nav-issues", &[]), "issues/index.html"),
        (Part::Regions, scene.t("nav-regions", &[]), "regions/index.html"),
        (Part::Topics, scene.t("nav-topics", &[]), "topics/index.html"),
        (Part::Columns, scene.t("nav-columns", &[]), "columns/index.html"),
        (Part::People, scene.t("nav-people", &[]), "people/index.html"),
        (Part::Years, scene.t("nav-years", &[]), "years/index.html"),
        (Part::Search, scene.t("nav-search", &[]), search_page::PATH),
        (Part::About, scene.t("nav-about", &[]), "about.html"),
    ];
    let link = |(which, label, to): (Part, String, &str)| Link {
        current: which == part,
        ..Crumb::to(label, to).link(path)
    };
    sections.into_iter().map(link).collect()
}

/// Longest title of a page: browsers and search engines show no more.
const TITLE: usize = 70;

/// The two together; where they are too long for a title, the first is cut.
pub(super) fn fit(first: &str, rest: &str) -> String {
    // Checkers count characters as the page has them: `&lt;` is four.
    let long = |text: &str| text.chars().map(escape::width).sum::<usize>();
    let (first, rest) = (one_line(first), rest.trim_end());
    let room = TITLE.saturating_sub(long(rest)).max(10);
    if long(&first) <= room {
        return format!("{first}{rest}");
    }
    let mut length = 0;
    let within = |c: &char| {
        length += escape::width(*c);
        length < room
    };
    let cut: String = first.chars().take_while(within).collect();
    format!("{}…{rest}", cut.trim_end())
}

/// White space of any kind as single spaces: for titles and descriptions.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word);
    }
    out
}

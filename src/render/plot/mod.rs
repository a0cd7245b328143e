//! plot: small drawings made at build time: numbers in, SVG out.
//!
//! In: counts with their names and links, in words already. Out: [`Drawing`]s, mark-up that may stand in a page as it
//! is: classes only, no style, no script; every text in it escaped here. What a drawing shows, a table behind it tells.
//!
//! Makers: `tilemap` (the provinces, a tile each, shaded in five `classes`), `timeline` (a bar per year or decade),
//! `spark` (the course of one line of a table, and the length of one figure). `svg` writes the elements.
//! A drawing that holds links is a group to assistive technology, one without is a picture: what stands in a picture
//! (`role="img"`) is not told to those who listen, and a link there would be a stop without a name.

pub(super) mod classes;
pub(super) mod spark;
mod svg;
pub(super) mod tilemap;
pub(super) mod timeline;

/// An `<svg>` element.
pub(super) type Drawing = super::escape::Html;

/// Names of a drawing: its `<title>` and `<desc>`, and the id on which theirs are built, unique on the page.
#[derive(Debug, Clone)]
pub(super) struct Names {
    pub id: String,
    pub title: String,
    pub desc: Option<String>,
}

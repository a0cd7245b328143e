//! Addresses given once that no longer hold an article: they redirect, or say what became of it (design.md, law 3).

use super::frame::{Crumb, Part};
use super::links::{encode, rel};
use super::scene::Scene;
use super::{Claimed, Phase, Site};
use crate::archive::Fate;
use serde::Serialize;

#[derive(Serialize)]
struct MovedView {
    title: String,
    href: String,
    /// In the world, where the archive has a base address; else as `href`.
    canonical: String,
}

#[derive(Serialize)]
struct GoneView {
    title: String,
    message: String,
}

/// Adds a page for every former address.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    for former in &scene.archive.former {
        let path = former.address.as_str();
        let claimed = format!("former address of “{}”", former.title);
        site.add(path, Phase::Leaf, claimed, move || {
            let heading = match &former.fate {
                Fate::Moved(_) => scene.t("moved-title", &[]),
                Fate::Gone => scene.t("gone-title", &[]),
                Fate::Withheld => scene.t("withheld-title", &[]),
            };
            let mut page =
                scene.frame(path, Part::None, &heading, &heading, &[scene.home(), Crumb::here(&heading)]);
            // What is not here has no address that a search engine should keep.
            page.canonical = None;
            if let Fate::Moved(to) = &former.fate {
                let href = rel(path, &encode(to));
                let canonical = scene.absolute(to).unwrap_or_else(|| href.clone());
                return scene.render(
                    "moved.html",
                    &page,
                    &MovedView { title: former.title.clone(), href, canonical },
                );
            }
            // The title of a withheld article is withheld with it: absent everywhere.
            let (title, message) = match former.fate {
                Fate::Withheld => (String::new(), scene.t("withheld-message", &[])),
                _ => (former.title.clone(), scene.t("gone-message", &[])),
            };
            scene.render("gone.html", &page, &GoneView { title, message })
        })?;
    }
    Ok(())
}

//! What a site stands on: whether anything changed at all.
//!
//! In: the settings, the theme, the register's file and the issues' keys. Out: prints of these, and the account of a build that has nothing to do.

use super::{Account, Order};
use crate::digest::{self, Digest};
use crate::kept::{Ground, Key, LastSite, PROGRAM};
use crate::publish::Published;
use crate::read;
use crate::read::survey::Survey;
use crate::render::theme::Theme;

/// The account of a build that finds everything as it is to be.
pub(super) fn standing_still(last: &LastSite) -> Account {
    let &LastSite { publications, issues, articles, notices, files, .. } = last;
    let published = Published { unchanged: files, ..Published::default() };
    Account { publications, issues, articles, notices, published, ..Account::default() }
}

/// What a site stands on beside its issues.
pub(super) fn ground(survey: &Survey<'_>, theme: &Theme, register: Digest) -> Ground {
    let mut look = blake3::Hasher::new();
    look.update(&theme.digest());
    for (path, bytes) in theme.assets() {
        look.update(path.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    Ground {
        program: PROGRAM.into(),
        theme: digest::cut(look.finalize()),
        // `Debug` shows every field there is: one that is added later can't be forgotten here.
        settings: digest::cut(blake3::hash(format!("{:?}", survey.settings).as_bytes())),
        register,
    }
}

/// A print of all that a site is made of.
pub(super) fn made_of(
    order: &Order,
    survey: &Survey<'_>,
    register: Digest,
    keys: &[Key],
    theme: &Theme,
) -> Digest {
    let Ground { program, theme, settings, register } = ground(survey, theme, register);
    let mut parts = blake3::Hasher::new();
    parts.update(program.as_bytes()).update(&theme).update(&settings).update(&register);
    // By its name, what there is to tell names files.
    parts.update(read::walk::shown(&order.content).as_bytes()).update(&[u8::from(order.no_search)]);
    for key in keys {
        parts.update(&key.bytes());
    }
    digest::cut(parts.finalize())
}

//! publish: compares the site with what is there, writes what changed, removes what we made and no longer make.
//!
//! In: a [`Site`](crate::render::Site) and an output folder. Out: a [`Published`] account. A journal of single-file
//! renames: every file is whole at every moment, and the next command finishes a publish that was killed.

/// What publishing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Pages whose bytes were new or changed.
    pub written: usize,
    /// Pages that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of ours that we no longer make.
    pub removed: usize,
}

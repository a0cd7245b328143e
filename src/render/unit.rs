//! Units: pages that are made of the same things, so that one look tells whether all of them stand.
//!
//! An archive has many more pages than a new issue changes. A unit's print is of all that its pages show, or of more; where it is the
//! print of the last build, and all its files stand, no page of it is even planned. Where it is not, each page is looked at for itself.

use super::page::{Print, Standing};
use super::{Claimed, Site};

/// A unit of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Unique in the site: `issue jcgz/2022-05-10`.
    pub name: String,
    pub print: Print,
    /// Whether all its files are there already.
    pub stands: bool,
}

impl<'a> Site<'a> {
    /// Adds the pages of a unit, unless they stand. Without a print they are looked at one by one.
    ///
    /// # Errors
    /// Those of `add`.
    pub(super) fn unit(
        &mut self,
        standing: &'a dyn Standing,
        name: String,
        print: Option<Print>,
        add: impl FnOnce(&mut Self) -> Result<(), Claimed>,
    ) -> Result<(), Claimed> {
        let Some(print) = print else { return add(self) };
        let files = standing.unit(&name, print);
        let outer = self.current;
        self.current = Some(self.units.len());
        self.units.push(Unit { name, print, stands: files.is_some() });
        let added = match files {
            Some(files) => {
                self.carried.extend(files);
                Ok(())
            }
            None => add(self),
        };
        self.current = outer;
        added
    }
}

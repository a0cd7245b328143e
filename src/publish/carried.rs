//! Files of units that stand: the next manifest has them as the last one had.
//!
//! In: the new site and the last manifest. Out: [`Carried`].

use super::manifest::{Manifest, Mark};
use crate::render::Site;
use std::collections::BTreeMap;

/// The files of the units that stand.
pub(super) struct Carried<'m> {
    /// By path, with their units as the new site numbers them.
    pub rows: Vec<(&'m str, Mark)>,
    /// Paths of the last manifest that are not among them.
    pub others: Vec<&'m str>,
}

impl<'m> Carried<'m> {
    pub fn of(site: &Site<'_>, old: &'m Manifest) -> Self {
        let units = site.units.iter().enumerate().filter(|(_, unit)| unit.stands);
        let units: BTreeMap<&str, usize> = units.map(|(now, unit)| (unit.name.as_str(), now)).collect();
        let now: Vec<Option<usize>> =
            old.units.iter().map(|unit| units.get(unit.name.as_str()).copied()).collect();
        let (mut rows, mut others) = (Vec::with_capacity(old.rows().len()), Vec::new());
        for row in old.rows() {
            let path = row.path.as_str();
            match row.mark.unit.and_then(|unit| now[unit]) {
                Some(unit) => rows.push((path, Mark { unit: Some(unit), ..row.mark })),
                None => others.push(path),
            }
        }
        Self { rows, others }
    }

    /// Their paths, sorted.
    pub fn paths(&self) -> Vec<&'m str> {
        self.rows.iter().map(|(path, _)| *path).collect()
    }
}

//! Divisions of GB/T 2260 with time, and finding them in text.

/// Province, prefecture, county, or development zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    Prefecture,
    County,
    Zone,
}

/// One row of `tables/regions.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    pub code: String,
    pub name: String,
    pub short: String,
    pub level: Level,
    /// Code of the division it lies in.
    pub parent: Option<String>,
    /// First and last day as in the table (`YYYY-MM-DD` or `YYYYMM`).
    pub from: Option<String>,
    pub to: Option<String>,
    /// Code of the division that followed it.
    pub successor: Option<String>,
}

/// The division with this code, living or former.
pub fn division(_code: &str) -> Option<&'static Division> {
    None
}

/// The division and all it lies in, province first.
pub fn lineage(code: &str) -> Vec<&'static Division> {
    let mut out = Vec::new();
    let mut next = division(code);
    while let Some(d) = next {
        out.push(d);
        next = d.parent.as_deref().and_then(division);
    }
    out.reverse();
    out
}

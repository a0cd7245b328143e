//! Chinese names of the IPTC Media Topics that the built-in vocabulary has codes of (`tables/iptc.tsv`).

const TABLE: &str = include_str!("../tables/iptc.tsv");

/// What IPTC calls a code in Chinese.
pub fn name(code: &str) -> Option<&'static str> {
    TABLE.lines().filter_map(|line| line.split_once('\t')).find(|(c, _)| *c == code).map(|(_, name)| name)
}

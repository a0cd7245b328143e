//! Tables of words in sections: `[name]` on a line, then words; `#` begins a comment line.
//!
//! In: such a table. Out: the words of one section, in the table's order.

/// The words of a table's section; none where it has no such section.
pub(super) fn section(table: &'static str, name: &str) -> impl Iterator<Item = &'static str> {
    let sections = table.split("\n[").filter_map(|section| section.trim_start_matches('[').split_once("]\n"));
    let found = sections.filter(move |(head, _)| *head == name);
    let lines = found.flat_map(|(_, words)| words.lines()).filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let table = "# What these are.\n[one]\n山 水\n# of the sky\n日\n[two]\n1.5 火\n";
        assert_eq!(section(table, "one").collect::<Vec<_>>(), ["山", "水", "日"]);
        assert_eq!(section(table, "two").collect::<Vec<_>>(), ["1.5", "火"]);
        assert_eq!(section(table, "three").count(), 0);
        assert_eq!(section("[one]\n山\n", "one").collect::<Vec<_>>(), ["山"]);
    }
}

//! The script that reads the index in a browser, of its parts in `js/`.

/// In the order that they need one another.
const PARTS: [&str; 7] = [
    include_str!("js/fold.js"),
    include_str!("js/bits.js"),
    include_str!("js/parts.js"),
    include_str!("js/grams.js"),
    include_str!("js/query.js"),
    include_str!("js/near.js"),
    include_str!("js/found.js"),
];

/// One script of them all, which leaves two names behind: `dibaoSearch` and `dibaoSearchPart`. Comments and indentation stay out:
/// every reader of the site loads it.
pub fn script() -> String {
    let mut out = String::from("(()=>{\"use strict\";\n");
    for line in PARTS.iter().flat_map(|part| part.lines()).map(str::trim) {
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.push_str("})()\n");
    out
}

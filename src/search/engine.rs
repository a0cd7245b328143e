//! The scripts that read the index in a browser, of their parts in `js/`.

use super::part;
use crate::script::bare;

/// In the order that they need one another.
const PARTS: [&str; 6] = [
    include_str!("js/fold.js"),
    include_str!("js/bits.js"),
    include_str!("js/parts.js"),
    include_str!("js/grams.js"),
    include_str!("js/query.js"),
    include_str!("js/found.js"),
];

/// What only results need.
const MORE: [&str; 4] = [
    include_str!("js/more/folded.js"),
    include_str!("js/more/show.js"),
    include_str!("js/more/counts.js"),
    include_str!("js/more/near.js"),
];

/// What [`MORE`] uses of the engine, and what it gives.
const USES: &str =
    "part,Bits,both,lookUp,codesOf,foldKey,foldRanges,foldLeft,recordAt,read,holds,answer,yearOf,note,table";
const GIVES: &str = "fold,readVariants,show,passes,counts,suggestions,tolerant";

/// `engine.js`, which leaves two names behind: `dibaoSearch` and `dibaoSearchPart`.
pub fn script() -> String {
    format!("(()=>{{\"use strict\";\n{}}})()\n", bare(&PARTS.concat()))
}

/// `more.js`: a part whose content is a function of the engine.
pub fn more() -> String {
    let function = format!("({{{USES}}})=>{{\n{}return{{{GIVES}}}}}", bare(&MORE.concat()));
    part::script("more", &super::LAYOUT.to_string(), &part::check(&function), &function)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_load_no_comments() {
        assert!(script().len() * 4 < PARTS.iter().map(|part| part.len()).sum::<usize>() * 3);
    }
}

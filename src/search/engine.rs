//! The scripts that read the index in a browser, of their parts in `js/`.

use super::part;

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
const USES: &str = "part,Bits,both,lookUp,codesOf,foldKey,foldRanges,foldLeft,recordAt,tableOf,holds,answer,yearOf,note,table";
const GIVES: &str = "fold,readVariants,show,passes,counts,suggestions,tolerant";

/// `engine.js`, which leaves two names behind: `dibaoSearch` and `dibaoSearchPart`.
pub fn script() -> String {
    format!("(()=>{{\"use strict\";\n{}}})()\n", bare(&PARTS))
}

/// `more.js`: a part whose content is a function of the engine.
pub fn more() -> String {
    let function = format!("({{{USES}}})=>{{\n{}return{{{GIVES}}}}}", bare(&MORE));
    part::script("more", &super::LAYOUT.to_string(), &part::check(&function), &function)
}

/// Comments, indentation and idle spaces stay out: every reader of the site loads this.
fn bare(parts: &[&str]) -> String {
    let lines = parts.iter().flat_map(|part| part.lines()).map(str::trim);
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    code.fold(String::new(), |out, line| out + &tight(line) + "\n")
}

/// A line without the spaces beside its marks; unchanged where a text, a template or a regular expression may be in it.
fn tight(line: &str) -> String {
    if line.contains(['\'', '"', '`', '/']) {
        return line.to_string();
    }
    let idle = |c: Option<char>| c.is_none_or(|c| "=,<>?:&|!(){}[];*%^".contains(c));
    let mut out = String::new();
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        // `+` and `-` keep theirs: two of them together would be another sign.
        if c != ' ' || !(idle(out.chars().next_back()) || idle(rest.peek().copied())) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_spaces_go_and_others_stay() {
        assert_eq!(tight("const [a, b] = n - -1 ? of (x) : y;"), "const[a,b]=n - -1?of(x):y;");
        assert_eq!(tight("for (const a of [b]) say('a , b');"), "for (const a of [b]) say('a , b');");
        assert!(script().len() * 4 < PARTS.iter().map(|part| part.len()).sum::<usize>() * 3);
    }
}

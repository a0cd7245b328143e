//! Scripts as readers load them: without comments, indentation and idle spaces.
//!
//! In: a script of ours, whose texts and templates end on the line that they begin on. Out: the same script, shorter. No parser of JavaScript: where a line might hold more
//! than code, it stays as it is; so this is for scripts that the tests run, not for a theme of somebody else's.

/// The script without its idle parts.
pub(crate) fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/** "));
    code.fold(String::new(), |out, line| out + &tight(line) + "\n")
}

/// A line without its comment and the spaces beside its marks; unchanged where a text, a template or a regular expression may be in it.
fn tight(line: &str) -> String {
    let doubtful = |code: &str| code.contains(['\'', '"', '`', '/']);
    let line = match line.split_once(" // ") {
        Some((code, _)) if !doubtful(code) => code,
        _ => line,
    };
    if doubtful(line) {
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
    }

    #[test]
    fn comments_go_and_texts_stay() {
        let script = "// head\n/** what */\nlet a = 1; // one\n  go('https://x // y');\n";
        assert_eq!(bare(script), "let a=1;\ngo('https://x // y');\n");
    }
}

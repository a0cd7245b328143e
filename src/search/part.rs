//! A file of the index: a script that hands its content over.
//!
//! In: name, version and content. Out: `dibaoSearchPart(name, version, check, content)`. A page opened from the disk may load
//! scripts, and nothing else. The check tells a damaged file, the version one of another build.

use serde_json::Value;

/// The script of a part whose content is text of digits: of any characters but the quotation mark and `\\`.
pub fn digits(name: &str, version: &str, content: &str) -> String {
    script(name, version, &check(content), &format!("\"{content}\""))
}

/// The script of a part whose content is a JSON value.
pub fn json(name: &str, version: &str, content: &Value) -> String {
    let text = content.to_string();
    let check = check(&text);
    // JSON within a script: the two line separators were line ends to older browsers.
    script(name, version, &check, &text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// Where a part's version begins in its script.
pub fn version_at(name: &str) -> usize {
    "dibaoSearchPart(\"\",\"".len() + name.len()
}

/// The script of a part with that content, an expression.
pub fn script(name: &str, version: &str, check: &str, content: &str) -> String {
    format!("dibaoSearchPart(\"{name}\",\"{version}\",\"{check}\",{content})\n")
}

/// The check of a content's text. FNV-1a (32 bits) over the UTF-16 units, as browsers can reckon it fast.
pub fn check(text: &str) -> String {
    let hash = text
        .encode_utf16()
        .fold(0x811C_9DC5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    format!("{hash:x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_call() {
        assert_eq!(digits("b0/g1", "v", "a"), "dibaoSearchPart(\"b0/g1\",\"v\",\"e40c292c\",\"a\")\n");
        let at = version_at("b0/g1");
        assert_eq!(digits("b0/g1", "v", "a").get(at..=at), Some("v"));
        let odd = json("t", "v", &serde_json::json!(["</script>\u{2028}"]));
        assert!(odd.ends_with("[\"</script>\\u2028\"])\n"), "{odd}");
    }
}

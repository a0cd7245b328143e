//! The layout of a template: lines that hold `if` and `for` tags and nothing else would leave an empty line on every page, which would have to
//! be taken out again (`lines`). They are closed up when the template is loaded.
//!
//! In: a template's source. Out: one that makes the same pages, as `lines` leaves them. A line is closed up where its tags stand at the beginning
//! of a line of the page whatever came before: a line break of the template is right before it; and the tag that it goes on with or ends was itself such a line.

/// The template with the breaks of such lines inside their last tags: each line keeps its number, which errors name.
pub(super) fn close_up(template: &str) -> String {
    // What stands in `raw` is shown.
    if template.contains("endraw") {
        return template.to_owned();
    }
    let lines: Vec<&str> = template.split_inclusive('\n').collect();
    let mut out = String::with_capacity(template.len());
    for (line, closes_up) in lines.iter().zip(closing_up(&lines)) {
        let bare = line.trim();
        match bare.strip_suffix("%}").filter(|_| closes_up && line.ends_with('\n')) {
            Some(tags) => out.extend([tags, "\n%}"]),
            None => out.push_str(line),
        }
    }
    out
}

/// Which of the lines are closed up.
fn closing_up(lines: &[&str]) -> Vec<bool> {
    let mut closes = vec![false; lines.len()];
    // The lines of `if` and `for` tags that are not ended yet, and whether these are at the beginnings of lines.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let (mut begins, mut inside) = (false, false);
    for (n, line) in lines.iter().enumerate() {
        let bare = line.trim();
        let alone = begins && flow_tags_alone(bare);
        closes[n] = alone;
        for tag in tags(bare) {
            let opened = match tag {
                "if" | "for" => {
                    open.push((n, alone));
                    continue;
                }
                "elif" | "else" => open.last().copied(),
                "endif" | "endfor" => open.pop(),
                _ => continue,
            };
            let (from, opened_alone) = opened.unwrap_or_default();
            closes[n] &= opened_alone;
            // Where it comes round again, there must be a break before it too.
            closes[from] &= tag != "endfor" || alone;
        }
        // Where a tag goes on in the next line, or takes the space behind it, no break is written.
        let last = |marks: [&str; 3]| marks.iter().filter_map(|mark| bare.rfind(mark)).max();
        let (starts, ends) = (last(["{%", "{{", "{#"]), last(["%}", "}}", "#}"]));
        inside = if starts == ends { inside } else { starts > ends };
        begins = !inside && !["-%}", "-}}", "-#}"].iter().any(|mark| bare.ends_with(mark));
    }
    closes
}

/// The keywords of a line's tags.
fn tags(line: &str) -> impl Iterator<Item = &str> {
    let inner = line.split("{%").skip(1).filter_map(|rest| rest.split_once("%}"));
    inner.map(|(tag, _)| tag.trim_matches('-').split_whitespace().next().unwrap_or_default())
}

/// Whether the line is tags of `if` and `for` and nothing else, none of which takes the space around it.
fn flow_tags_alone(line: &str) -> bool {
    let mut rest = line;
    while let Some((tag, after)) = rest.strip_prefix("{% ").and_then(|rest| rest.split_once(" %}")) {
        let word = tag.split_whitespace().next().unwrap_or_default();
        if !matches!(word, "if" | "elif" | "else" | "endif" | "for" | "endfor") || tag.contains("{%") {
            return false;
        }
        rest = after;
    }
    rest.is_empty() && !line.is_empty()
}

#[cfg(test)]
mod tests {
    use super::close_up;

    #[test]
    fn lines_of_tags_are_closed_up_where_nothing_can_run_into_another() {
        for (template, made) in [
            (
                "<p>\n{% if a %}\nx\n{% else %}\ny\n{% endif %}\n</p>\n",
                "<p>\n{% if a \n%}x\n{% else \n%}y\n{% endif \n%}</p>\n",
            ),
            (
                "<p>\n{% for a in b %}\n{{ a }}\n{% endfor %}\n",
                "<p>\n{% for a in b \n%}{{ a }}\n{% endfor \n%}",
            ),
            // Without `a`, `y` would come to stand behind `x`.
            ("x{% if a %}\nz\n{% endif %}\ny\n", "x{% if a %}\nz\n{% endif %}\ny\n"),
            ("<p>\n{% for a in b %}\nx{% endfor %}\n", "<p>\n{% for a in b %}\nx{% endfor %}\n"),
            // What a component begins with stands where it is put.
            (
                "{% component c(a) -%}\n{% if a %}\nx{% endif %}\n",
                "{% component c(a) -%}\n{% if a %}\nx{% endif %}\n",
            ),
            ("{% if a %}\nx\n{% endif %}\n", "{% if a %}\nx\n{% endif %}\n"),
            ("<p>\n{{ a -}}\n{% if a %}\nx\n{% endif %}\n", "<p>\n{{ a -}}\n{% if a %}\nx\n{% endif %}\n"),
            ("<p>\n{%- if a %}\nx\n{% endif %}\n", "<p>\n{%- if a %}\nx\n{% endif %}\n"),
            ("{{ a\n}}\n{% if a %}\nx\n{% endif %}\n", "{{ a\n}}\n{% if a \n%}x\n{% endif \n%}"),
        ] {
            assert_eq!(close_up(template), made);
        }
    }

    /// All of the built-in theme is made the same, however it is laid out: see `tests/render.rs`. Here, that most of its lines of tags are closed up.
    #[test]
    fn the_built_in_theme_is_closed_up() {
        let list = include_str!("../../themes/default/templates/list.html");
        let alone = |text: &str| text.lines().filter(|line| super::flow_tags_alone(line.trim())).count();
        assert!(alone(&close_up(list)) < alone(list) / 4, "{}", close_up(list));
        assert_eq!(close_up(list).lines().count(), list.lines().count());
    }
}

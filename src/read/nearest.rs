//! The nearest valid name to one that is not valid: for "did you mean".

/// How many characters must be put in, taken out or changed to make `b` of `a`.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let changed = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The name nearest to `given`; `None` where even the nearest has less than half in common with it.
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = given.to_lowercase();
    let names: Vec<&str> = names.into_iter().collect();
    // A word cut short: `ad` is near to `advertisement` however long that is.
    if folded.chars().nth(1).is_some()
        && let Some(name) = names.iter().find(|name| name.to_lowercase().starts_with(&folded))
    {
        return Some(name);
    }
    let (far, name) = names
        .into_iter()
        .map(|name| (distance(&folded, &name.to_lowercase()), name))
        .min_by_key(|(far, _)| *far)?;
    let long = given.chars().count().max(name.chars().count());
    (far * 2 <= long).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(distance("titel", "title"), 2);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("矿去", "矿区"), 1);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn only_what_is_near_is_suggested() {
        let names = ["title", "subtitle", "authors"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("AUTHOR", names), Some("authors"));
        assert_eq!(nearest("sub", names), Some("subtitle"));
        assert_eq!(nearest("完全不同", names), None);
        assert_eq!(nearest("x", []), None);
    }
}

//! Dates as EDTF (ISO 8601-2), as far as an archive needs it: year, month or day, unsure (`~`, `?`), and intervals.

use chrono::NaiveDate;

/// Checks a date: `2022`, `2022-05`, `2022-05-10`, each with `~` (about) or `?` (uncertain) behind it.
///
/// The error is how the date is written, where the program can tell what was meant.
pub fn date(text: &str) -> Result<(), Option<String>> {
    let bare = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
    if is_date(bare) { Ok(()) } else { Err(meant(text)) }
}

/// Checks an interval `1960-05/1962`; either end may be open (`..`). A single date is an interval too.
pub fn interval(text: &str) -> Result<(), Option<String>> {
    let Some((first, last)) = text.split_once('/') else { return date(text) };
    let open = |end: &str| matches!(end, ".." | "");
    if open(first) && open(last) {
        return Err(None);
    }
    for end in [first, last] {
        // `1960/5/3` is a date written with strokes rather than an interval of nonsense.
        if !open(end) && date(end).is_err() {
            return Err(meant(text));
        }
    }
    // Compared over the parts that both give: 2022-05/2022 is in order.
    let both = first.len().min(last.len());
    if !open(first) && !open(last) && first.get(..both) > last.get(..both) {
        return Err(Some(format!("{last}/{first}")));
    }
    Ok(())
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    if !parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()))
        || !matches!(widths[..], [4] | [4, 2] | [4, 2, 2])
    {
        return false;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    in_calendar(&numbers)
}

fn in_calendar(numbers: &[u32]) -> bool {
    let (Some(year), month, day) = (numbers.first(), numbers.get(1), numbers.get(2)) else { return false };
    // Newspapers begin long after the year 1000; a smaller number is a slip.
    let Ok(year) = i32::try_from(*year) else { return false };
    (1000..=2999).contains(&year)
        && NaiveDate::from_ymd_opt(year, month.copied().unwrap_or(1), day.copied().unwrap_or(1)).is_some()
}

/// What `2022年5月10日`, `2022/5/10`, `2022.5` or `20220510` must be written as.
fn meant(text: &str) -> Option<String> {
    let folded: String = unicode_normalization::UnicodeNormalization::nfkc(text).collect();
    let mut numbers: Vec<u32> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .map_while(|p| p.parse().ok())
        .collect();
    if let [run] = numbers[..] {
        match folded.len() {
            8 => numbers = vec![run / 10_000, run / 100 % 100, run % 100],
            6 => numbers = vec![run / 100, run % 100],
            _ => {}
        }
    }
    if numbers.len() > 3 || !in_calendar(&numbers) {
        return None;
    }
    let written: Vec<String> = numbers.iter().map(|n| format!("{n:02}")).collect();
    Some(written.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for good in ["2022", "2022-05", "2022-05-10", "2021-11~", "1949?", "2020-02-29"] {
            assert_eq!(date(good), Ok(()), "{good}");
        }
        for bad in ["", "22", "2022-5", "2022-13", "2022-02-29", "2022-05-10-11", "0000", "五月", "2022-05~~"]
        {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn says_how_a_date_is_written() {
        for (given, written) in [
            ("2022年5月10日", "2022-05-10"),
            ("2022/5/10", "2022-05-10"),
            ("2022.5", "2022-05"),
            ("2022-5-1", "2022-05-01"),
            ("20220510", "2022-05-10"),
            ("2022年5月", "2022-05"),
        ] {
            assert_eq!(date(given), Err(Some(written.into())), "{given}");
        }
        assert_eq!(date("2022-02-30"), Err(None));
    }

    #[test]
    fn intervals() {
        for good in ["1960-05/1962", "1966/..", "../1949", "2022-05", "2022-05/2022", "1960~/1962?"] {
            assert_eq!(interval(good), Ok(()), "{good}");
        }
        assert_eq!(interval("1962/1960"), Err(Some("1960/1962".into())));
        assert_eq!(interval("../.."), Err(None));
        assert_eq!(interval("1960/5/3"), Err(Some("1960-05-03".into())));
    }
}

//! Counts in at most five classes, each as many times larger than the one before: one province often has more than all
//! the others, and classes of equal width would show only that.

/// Classes of the counts 1 to `most`: first and last count of each. None is empty of numbers, though it may be of provinces.
pub(in crate::render) fn classes(most: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 1;
    for k in 1..=CLASSES {
        let to = root_up(most, k);
        if to >= from {
            out.push((from, to));
            from = to + 1;
        }
    }
    out
}

/// Shades that the theme has, lightest first: 1 to 5.
pub(in crate::render) const CLASSES: u32 = 5;

/// The shade of a count, 1 to 5; 0 where there is nothing. The highest class has the strongest shade, however few there are.
pub(in crate::render) fn shade(classes: &[(usize, usize)], count: usize) -> usize {
    let Some(class) = classes.iter().position(|(from, to)| (*from..=*to).contains(&count)) else { return 0 };
    CLASSES as usize - (classes.len() - 1 - class)
}

/// The least whole number that is `most` to the power of `k`/5 or more; `most` for k = 5. No floats: no machine rounds otherwise.
fn root_up(most: usize, k: u32) -> usize {
    let power = |n: usize, times: u32| (n as u128).saturating_pow(times);
    let wanted = power(most, k);
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low) / 2;
        if power(middle, CLASSES) >= wanted { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_grow_and_cover_every_count() {
        for (most, wanted) in [
            (0, vec![]),
            (1, vec![(1, 1)]),
            (3, vec![(1, 2), (3, 3)]),
            (5, vec![(1, 2), (3, 3), (4, 4), (5, 5)]),
            (32, vec![(1, 2), (3, 4), (5, 8), (9, 16), (17, 32)]),
            (100_000, vec![(1, 10), (11, 100), (101, 1000), (1001, 10_000), (10_001, 100_000)]),
        ] {
            let made = classes(most);
            assert_eq!(made, wanted, "{most}");
            let shades: Vec<usize> = (0..=most.min(200)).map(|n| shade(&made, n)).collect();
            assert!(shades.is_sorted() && shades[0] == 0 && shades[1..].iter().all(|s| *s > 0), "{shades:?}");
            assert_eq!(shade(&made, most), if most == 0 { 0 } else { 5 });
        }
    }
}

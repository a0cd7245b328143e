//! The course of one line of a table over the years, and the length of one of its figures: as small as a word.

use super::svg::{Svg, tenths};
use super::{Drawing, Names};

/// Height of a course, in units.
const HEIGHT: usize = 24;
/// About how wide a course is, and the least and the most of a bar with its gap, in units.
const WIDTH: usize = 120;
const STEPS: (usize, usize) = (2, 12);

/// Bars side by side. `most` is the highest of all courses that stand beneath each other: they can be compared.
pub(in crate::render) fn course(names: &Names, counts: &[usize], most: usize) -> Drawing {
    let step = (WIDTH / counts.len().max(1)).clamp(STEPS.0, STEPS.1);
    let width = counts.len().max(1) * step;
    let mut svg = Svg::new(names, "spark", (width, HEIGHT + 1), false);
    let mut path = String::new();
    for (n, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        // What is there at all is to be seen.
        let height = (HEIGHT * 10 * count / most.max(1)).max(10);
        let top = tenths(HEIGHT * 10 - height);
        path.push_str(&format!("M{} {HEIGHT}V{top}h{}V{HEIGHT}z", n * step, step - 1));
    }
    svg.leaf("path", &[("class", "bar"), ("d", &path)], "");
    svg.rect("foot", [0, HEIGHT * 10, width * 10, 10]);
    svg.finish()
}

/// A bar as long as the figure is of the most.
pub(in crate::render) fn length(names: &Names, count: usize, most: usize) -> Drawing {
    let mut svg = Svg::new(names, "length", (100, 10), false);
    svg.rect("bar", [0, 0, (1000 * count / most.max(1)).clamp(5, 1000), 100]);
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_fills_the_height_and_one_is_seen() {
        let names = Names { id: "c".into(), title: "c".into(), desc: None };
        let svg = course(&names, &[0, 1, 1000], 1000);
        assert!(svg.contains("viewBox=\"0 0 36 25\""), "{svg:?}");
        assert!(svg.contains("d=\"M12 24V23h11V24zM24 24V0h11V24z\""), "{svg:?}");
        assert!(length(&names, 1, 3).contains("width=\"33.3\""));
    }
}

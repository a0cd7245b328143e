//! How strongly each rule of `evidence` speaks: natural logarithms of odds, about.
//!
//! Above zero for an article, below for a heading within one.

/// Rule and weight, by name.
const WEIGHTS: &[(&str, f64)] = &[
    ("advertisement-above", 2.0),
    ("another-topic", 0.5),
    ("bare-byline", 3.6),
    ("blank-line-above", 1.6),
    ("byline", 4.5),
    ("column-label", 2.4),
    ("dashed-subtitle", 3.0),
    ("dateline", 4.1),
    ("deeper-heading", -1.7),
    ("first-level-heading", 0.4),
    ("heading-of-its-rank", 2.0),
    ("headline-just-above", -2.0),
    ("in-contents", 7.0),
    ("in-two-halves", -0.1),
    ("kicker", 1.6),
    ("like-the-headings-above", -1.4),
    ("like-those-below", -0.9),
    ("long", 0.8),
    ("long-text-above", -0.8),
    ("marked-kicker", 2.0),
    ("names-a-place-or-body", 1.2),
    ("news-lead", 1.2),
    ("newspaper", 1.2),
    ("no-blank-line-above", -1.5),
    ("no-heading-mark", -2.4),
    ("no-text-below", -2.2),
    ("not-in-contents", -0.6),
    ("nothing-open-above", 4.0),
    ("numbered", -5.0),
    ("one-of-several-items", 2.3),
    ("opens-as-a-letter", 2.6),
    ("ornament-before", 0.5),
    ("picture-above", 0.6),
    ("place-and-colon", -0.1),
    ("prior", -1.4),
    ("same-form-as-above", 0.5),
    ("same-topic", -1.5),
    ("section-follows", 0.5),
    ("short", -0.9),
    ("short-item-above", 0.9),
    ("short-text-above", 0.6),
    ("short-text-below", 0.1),
    ("signed-below", 1.1),
    ("signed-off-above", 4.5),
    ("subtitle", 1.4),
    ("text-above-breaks-off", -0.5),
    ("title-of-two-lines", 1.0),
    ("top-of-page", 2.0),
    ("unlike-the-headings-above", -0.3),
    ("very-short", -0.7),
    ("words-known-above", -1.8),
    ("words-taken-up-below", 2.0),
];

/// The weight of a rule; a name that the table lacks weighs nothing, and a test says so.
pub fn weight(rule: &str) -> f64 {
    WEIGHTS.binary_search_by(|(name, _)| (*name).cmp(rule)).map_or(0.0, |k| WEIGHTS[k].1)
}

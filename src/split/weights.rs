//! How strongly each rule speaks that is weighed against others: natural logarithms of odds, about.
//!
//! Above zero for an article, below for a heading within one.

use super::rules::Rule;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Weights of the rules on openings. Fitted by logistic regression to decisions on pages of our own, near values set by
/// hand; see docs/design.md.
const OPENING: &[(Rule, f64)] = &[
    (Rule::AdvertisementAbove, 2.0),
    (Rule::AnotherTopic, 0.5),
    (Rule::BareByline, 3.6),
    (Rule::BlankLineAbove, 1.6),
    (Rule::Byline, 4.5),
    (Rule::ColumnLabel, 2.4),
    (Rule::DashedSubtitle, 3.0),
    (Rule::Dateline, 4.1),
    (Rule::DeeperHeading, -1.7),
    (Rule::FirstLevelHeading, 0.4),
    (Rule::HeadingOfItsRank, 2.0),
    (Rule::HeadlineJustAbove, -2.0),
    (Rule::InContents, 7.0),
    (Rule::InTwoHalves, -0.1),
    (Rule::Kicker, 1.6),
    (Rule::LikeTheHeadingsAbove, -1.4),
    (Rule::LikeThoseBelow, -0.9),
    (Rule::Long, 0.8),
    (Rule::LongTextAbove, -0.8),
    (Rule::NamesAPlaceOrBody, 1.2),
    (Rule::NewsLead, 1.2),
    (Rule::Newspaper, 1.2),
    (Rule::NoBlankLineAbove, -1.5),
    (Rule::NoHeadingMark, -2.4),
    (Rule::NoTextBelow, -2.2),
    (Rule::NotInContents, -0.6),
    (Rule::NothingOpenAbove, 4.0),
    (Rule::Numbered, -5.0),
    (Rule::OneOfSeveralItems, 2.3),
    (Rule::OpensAsALetter, 2.6),
    (Rule::OrnamentBefore, 0.5),
    (Rule::PictureAbove, 0.6),
    (Rule::PlaceAndColon, -0.1),
    (Rule::Prior, -1.4),
    (Rule::SameFormAsAbove, 0.5),
    (Rule::SameTopic, -1.5),
    (Rule::SectionFollows, 0.5),
    (Rule::Short, -0.9),
    (Rule::ShortItemAbove, 0.9),
    (Rule::ShortTextAbove, 0.6),
    (Rule::ShortTextBelow, 0.1),
    (Rule::SignedBelow, 1.1),
    (Rule::SignedOffAbove, 4.5),
    (Rule::Subtitle, 1.4),
    (Rule::TextAboveBreaksOff, -0.5),
    (Rule::TitleOfTwoLines, 1.0),
    (Rule::TopOfPage, 2.0),
    (Rule::UnlikeTheHeadingsAbove, -0.3),
    (Rule::VeryShort, -0.7),
    (Rule::WordsKnownAbove, -1.8),
    (Rule::WordsTakenUpBelow, 2.0),
];

static WEIGHTS: LazyLock<BTreeMap<Rule, f64>> = LazyLock::new(|| OPENING.iter().copied().collect());

/// The weight of a rule on openings; one that the table lacks weighs nothing.
pub fn weight(rule: Rule) -> f64 {
    WEIGHTS.get(&rule).copied().unwrap_or(0.0)
}

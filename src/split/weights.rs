//! How strongly each rule speaks that is weighed against others: natural logarithms of odds, about.
//!
//! Above zero for an article, below for a heading within one.

use super::rules::Rule;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Weights of the rules on openings. Fitted by logistic regression to decisions on pages of our own, near values set by
/// hand; see docs/design.md.
const OPENING: &[(Rule, f64)] = &[
    (Rule::AdvertisementAbove, 3.6),
    (Rule::AnotherTopic, -0.3),
    (Rule::BareByline, 4.5),
    (Rule::BlankLineAbove, 0.7),
    (Rule::Byline, 4.8),
    (Rule::ColumnLabel, 3.6),
    (Rule::CommentaryBox, 3.0),
    (Rule::DashedSubtitle, 3.4),
    (Rule::Dateline, 4.4),
    (Rule::DeeperHeading, -0.6),
    (Rule::FirstLevelHeading, 0.4),
    (Rule::HeadingOfItsRank, -0.2),
    (Rule::HeadlineJustAbove, -1.9),
    (Rule::InContents, 7.0),
    (Rule::InTwoHalves, -0.2),
    (Rule::Kicker, 2.7),
    (Rule::LikeTheHeadingsAbove, -1.5),
    (Rule::LikeThoseBelow, -1.2),
    (Rule::Long, 0.2),
    (Rule::LongTextAbove, -1.2),
    (Rule::NamesAPlaceOrBody, 1.2),
    (Rule::NewsLead, 1.4),
    (Rule::Newspaper, 1.7),
    (Rule::NoBlankLineAbove, -2.5),
    (Rule::NoHeadingMark, -2.3),
    (Rule::NoTextBelow, -1.2),
    (Rule::NotInContents, -0.6),
    (Rule::NothingOpenAbove, 4.0),
    (Rule::Numbered, -5.0),
    (Rule::OneOfSeveralItems, 2.6),
    (Rule::OpensAsALetter, 2.5),
    (Rule::OrnamentBefore, 0.9),
    (Rule::PictureAbove, -0.3),
    (Rule::PlaceAndColon, 0.7),
    (Rule::Prior, -1.5),
    (Rule::SameFormAsAbove, 0.7),
    (Rule::SameTopic, -2.1),
    (Rule::SectionFollows, 0.5),
    (Rule::Short, -0.7),
    (Rule::ShortItemAbove, 0.7),
    (Rule::ShortTextAbove, 0.7),
    (Rule::ShortTextBelow, -0.2),
    (Rule::SignedBelow, 1.8),
    (Rule::SignedOffAbove, 3.6),
    (Rule::Subtitle, 3.2),
    (Rule::TextAboveBreaksOff, 0.9),
    (Rule::TitleOfTwoLines, 1.6),
    (Rule::TopOfPage, 0.3),
    (Rule::UnlikeTheHeadingsAbove, -0.7),
    (Rule::VeryShort, -1.0),
    (Rule::WordsKnownAbove, -3.6),
    (Rule::WordsTakenUpBelow, 3.7),
];

/// Weights of the rules on short lines: above zero for the first piece of a paragraph. Fitted likewise.
const PIECE: &[(Rule, f64)] = &[
    (Rule::BeginsAnew, 0.0),
    (Rule::BelowGoesOn, 0.9),
    (Rule::BelowOtherShortLines, -0.3),
    (Rule::BelowTheByline, 0.1),
    (Rule::BelowTheLabel, -4.0),
    (Rule::CaptionCutsIn, 2.5),
    (Rule::GoesOnFromAbove, -0.1),
    (Rule::LikeOtherHeadings, -1.6),
    (Rule::LongForAHeading, 0.3),
    (Rule::NumberedLine, -5.0),
    (Rule::OpenAbove, 0.8),
    (Rule::OpensAsOthersDo, 2.8),
    (Rule::OpensWithDay, 1.1),
    (Rule::PageCutsIn, 2.2),
    (Rule::Particles, 0.7),
    (Rule::PausesWithin, 3.2),
    (Rule::SetIn, -3.1),
    (Rule::SetInItself, 3.9),
    (Rule::ShortForAPiece, -0.1),
    (Rule::ShortLinePrior, -3.7),
    (Rule::SpaceWithin, -2.7),
    (Rule::StandsElsewhere, 4.3),
    (Rule::VerbOfStatement, 0.5),
    (Rule::WordCut, 2.3),
];

static PIECES: LazyLock<BTreeMap<Rule, f64>> = LazyLock::new(|| PIECE.iter().copied().collect());
static WEIGHTS: LazyLock<BTreeMap<Rule, f64>> = LazyLock::new(|| OPENING.iter().copied().collect());

/// The weight of a rule on openings; one that the table lacks weighs nothing.
pub fn weight(rule: Rule) -> f64 {
    WEIGHTS.get(&rule).copied().unwrap_or(0.0)
}

/// The weight of a rule on short lines that may be pieces of paragraphs.
pub fn piece(rule: Rule) -> f64 {
    PIECES.get(&rule).copied().unwrap_or(0.0)
}

//! correct: a person's corrections, applied to what the program made of an issue. The human word is applied last.
//!
//! In: a [`SplitIssue`](crate::split::SplitIssue) (structure: start, end, join, move, residue, text, withhold), later a
//! [`DescribedIssue`](crate::describe::DescribedIssue) (facts: set). Out: the same, corrected, and warnings for
//! corrections that fit nothing.

/// TEMP
pub fn structure(split: crate::split::SplitIssue, _s: &crate::read::IssueSource) -> (crate::split::SplitIssue, Vec<crate::report::Problem>) { (split, vec![]) }
/// TEMP
pub fn facts(d: crate::describe::DescribedIssue, _s: &crate::read::IssueSource) -> (crate::describe::DescribedIssue, Vec<crate::report::Problem>) { (d, vec![]) }

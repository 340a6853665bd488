//! The public handle of a column.

use super::columns::Column;
use std::fmt;

/// A numeric property of a block that scorers use, such as its words or the link density of its neighbors.
///
/// Each feature has a [name](Feature::name) and a [description](Feature::description). The set of features belongs to
/// the trained model: any release may add, change or remove one. Look features up by name and handle `None`, or use the
/// methods of [`CandidateBlock`](crate::CandidateBlock), which stay.
///
/// ```
/// use maintext::Feature;
///
/// let words = Feature::from_name("Words").expect("this release has the feature");
/// let article = maintext::extract("<p>A paragraph of five words");
/// assert_eq!(article.blocks().next().unwrap().feature(words), 5.0);
/// assert!(Feature::from_name("NoSuchFeature").is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Feature(pub(super) Column);

impl Feature {
    /// Returns all features, in the order in which models use them.
    pub fn all() -> impl ExactSizeIterator<Item = Feature> {
        Column::ALL.iter().map(|&column| Feature(column))
    }

    /// Returns the feature with this name, if this release has one.
    pub fn from_name(name: &str) -> Option<Feature> {
        Feature::all().find(|feature| feature.name() == name)
    }

    /// Returns the name, such as `"LinkDensity"`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Returns a short description in English, with the unit and the range.
    ///
    /// ```
    /// let feature = maintext::Feature::from_name("Digits").unwrap();
    /// assert_eq!(feature.description(), "Share of the characters that are digits");
    /// ```
    pub fn description(self) -> &'static str {
        self.0.description()
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Feature;

    #[test]
    fn every_feature_is_found_by_its_name() {
        assert!(Feature::all().all(|feature| Feature::from_name(feature.name()) == Some(feature)));
        assert_eq!(Feature::from_name("words"), None);
    }
}

//! The scores of a page.

use std::sync::Arc;

/// The scores of the blocks of a page, in order.
///
/// Collect them from an iterator, or change those of another scorer with [`Scores::as_mut_slice`], which keeps its
/// calibration: how far its scores can be trusted, from which the
/// [confidence](crate::Article::confidence) of an article follows.
///
/// ```
/// let scores: maintext::Scores = [0.25, 0.75].into_iter().collect();
/// assert_eq!(scores.as_slice(), [0.25, 0.75]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    values: Vec<f32>,
    calibration: Calibration,
}

impl Scores {
    pub(crate) fn new(values: Vec<f32>, calibration: Calibration) -> Scores {
        Scores { values, calibration }
    }

    /// Returns the scores.
    pub fn as_slice(&self) -> &[f32] {
        &self.values
    }

    /// Returns the scores, to be changed.
    pub fn as_mut_slice(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// Returns a valid score for each of this many blocks, and the calibration.
    pub(crate) fn into_valid(self, blocks: usize) -> (Vec<f32>, Calibration) {
        let mut values = self.values;
        values.resize(blocks, 0.0);
        for value in &mut values {
            *value = if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0).abs() };
        }
        (values, self.calibration)
    }
}

impl From<Vec<f32>> for Scores {
    fn from(values: Vec<f32>) -> Scores {
        Scores::new(values, Calibration::default())
    }
}

impl FromIterator<f32> for Scores {
    fn from_iter<I: IntoIterator<Item = f32>>(scores: I) -> Scores {
        Scores::from(Vec::from_iter(scores))
    }
}

/// A calibration curve: from the F1 that the scores of a page promise to the mean F1 of held-out pages. It is piecewise
/// linear and constant beyond its ends; a curve without points is the identity.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Calibration(Option<Arc<[(f32, f32)]>>);

impl Calibration {
    pub fn new(points: Vec<(f32, f32)>) -> Calibration {
        Calibration(Some(points.into()))
    }

    /// Returns the F1 to expect of a page.
    pub fn confidence(&self, expected_f1: f32) -> f32 {
        interpolate(self.0.as_deref().unwrap_or_default(), expected_f1)
    }
}

fn interpolate(curve: &[(f32, f32)], at: f32) -> f32 {
    let Some(after) = curve.iter().position(|&(x, _)| x >= at) else {
        return curve.last().map_or(at, |&(_, y)| y);
    };
    let (x1, y1) = curve[after];
    match after.checked_sub(1).map(|before| curve[before]) {
        Some((x0, y0)) if x1 > x0 => y0 + (y1 - y0) * (at - x0) / (x1 - x0),
        _ => y1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valid(scores: &[f32], blocks: usize) -> Vec<f32> {
        Scores::from(scores.to_vec()).into_valid(blocks).0
    }

    #[test]
    fn scores_out_of_range_are_clamped_and_nan_is_zero() {
        assert_eq!(valid(&[2.0, f32::NAN, -1.0, f32::INFINITY], 4), [1.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn missing_scores_are_zero_and_extra_scores_are_ignored() {
        assert_eq!(valid(&[0.5], 2), [0.5, 0.0]);
        assert_eq!(valid(&[0.5, 0.25, 0.75], 2), [0.5, 0.25]);
    }

    #[test]
    fn confidence_follows_the_calibration_curve() {
        let calibration = Calibration::new(vec![(0.2, 0.1), (0.6, 0.5), (1.0, 0.9)]);
        assert_eq!(calibration.confidence(0.0), 0.1);
        assert!((calibration.confidence(0.4) - 0.3).abs() < 1e-6);
        assert_eq!(calibration.confidence(2.0), 0.9);
    }

    #[test]
    fn confidence_without_calibration_is_expected_f1() {
        assert_eq!(Calibration::default().confidence(0.7), 0.7);
        assert_eq!(Calibration::new(Vec::new()).confidence(0.7), 0.7);
    }
}

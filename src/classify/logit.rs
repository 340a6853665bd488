//! Probabilities as logits, which add up.

/// Returns the logit ln(p / (1 - p)) of a probability, clamped to `min` and `1 - min` so that the logit is finite.
pub(crate) fn logit(probability: f32, min: f32) -> f32 {
    let probability = probability.clamp(min, 1.0 - min);
    (probability / (1.0 - probability)).ln()
}

/// Returns the probability that has this logit.
pub(crate) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::{logit, sigmoid};

    #[test]
    fn sigmoid_inverts_logit() {
        for p in [0.01, 0.3, 0.5, 0.99] {
            assert!((sigmoid(logit(p, 0.001)) - p).abs() < 1e-6);
        }
    }

    #[test]
    fn logit_of_one_half_is_zero_and_logit_of_zero_is_clamped() {
        assert_eq!(logit(0.5, 0.01), 0.0);
        assert_eq!(logit(0.0, 0.01), logit(0.01, 0.01));
    }
}

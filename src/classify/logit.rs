//! Probabilities as log-odds, where evidence adds up.

/// The log-odds of a probability that is kept `least` from 0 and from 1, so that what is sure weighs no more than that.
pub(crate) fn log_odds(probability: f32, least: f32) -> f32 {
    let probability = probability.clamp(least, 1.0 - least);
    (probability / (1.0 - probability)).ln()
}

/// The probability of log-odds.
pub(crate) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::{log_odds, probability};

    #[test]
    fn log_odds_and_probabilities_are_the_same_said_twice() {
        for p in [0.01, 0.3, 0.5, 0.99] {
            assert!((probability(log_odds(p, 0.001)) - p).abs() < 1e-6);
        }
        assert_eq!(log_odds(0.5, 0.01), 0.0);
        assert_eq!(log_odds(0.0, 0.01), log_odds(0.01, 0.01));
    }
}

//! Model files.

use crate::article;
use maintext::{Extractor, Input, LearnedScorer};

/// Loads a model file with this body, with and without a valid header and checksum.
pub fn check(data: &[u8]) {
    let _ = LearnedScorer::from_bytes(data);
    let embedded: &[u8] = include_bytes!("../../src/classify/model/model.bin");
    // Signature and version come first, then the length, then the features of this version of the crate.
    let (head, features) = (&embedded[..12], &embedded[16..24]);
    let body = [features, data].concat();
    let checksum = body.iter().fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let file = [head, &(body.len() as u32).to_le_bytes(), &body, &checksum.to_le_bytes()].concat();
    match LearnedScorer::from_bytes(&file) {
        Ok(scorer) => {
            let page = "<h1>Tides</h1><p>The sea rises and falls twice a day, drawn by the moon.</p><a href=x>More</a>";
            let extractor = Extractor::default().with_scorer(scorer);
            article::check(&extractor.extract(page).unwrap());
            article::check(
                &extractor.extract(Input::plain("Tides\nThe sea rises and falls, drawn by the moon.")).unwrap(),
            );
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

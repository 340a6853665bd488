#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| maintext_tests::model::check(data));

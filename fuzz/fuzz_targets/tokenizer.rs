#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| maintext_tests::tokenizer::check(data));

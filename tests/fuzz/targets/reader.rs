//! libFuzzer's entrance to `switchboard_fuzz::reader`, which says what is tried and what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| switchboard_fuzz::reader::one(data));

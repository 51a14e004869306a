//! What reads bytes from outside, each with what must hold whatever the bytes are. A module has one function, `one`, that
//! panics where that does not hold: libFuzzer calls it with what it makes up (`targets/`, `cargo xtask fuzz`), and the
//! tests here with every file of `seeds/`, which is where libFuzzer begins. Nothing is asserted about what is accepted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a finding is told"
)]

pub mod addresses;
pub mod answers;
pub mod contract;
pub mod reader;
pub mod requests;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    type Target = (&'static str, fn(&[u8]));

    /// Every target; each has a folder of seeds, and a program in Cargo.toml.
    const TARGETS: [Target; 5] = [
        ("addresses", addresses::one),
        ("answers", answers::one),
        ("contract", contract::one),
        ("reader", reader::one),
        ("requests", requests::one),
    ];

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
    }

    /// Names and contents of a target's seeds.
    fn seeds(target: &str) -> BTreeMap<String, Vec<u8>> {
        let files = fs::read_dir(folder().join(target)).unwrap().map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())
        });
        files.collect()
    }

    #[test]
    fn every_seed_holds() {
        for (target, one) in TARGETS {
            let seeds = seeds(target);
            assert!(!seeds.is_empty(), "{target} has no seeds");
            seeds.values().for_each(|seed| one(seed));
        }
    }

    #[test]
    fn a_target_is_a_module_a_program_and_a_folder() {
        let (modules, manifest) = (include_str!("lib.rs"), include_str!("../Cargo.toml"));
        let mut found: Vec<_> =
            fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!(found, TARGETS.map(|(target, _)| target));
        assert_eq!(modules.matches("\npub mod ").count(), TARGETS.len());
        for (target, _) in TARGETS {
            assert!(manifest.contains(&format!("path = \"targets/{target}.rs\"")), "{target}");
        }
    }

    /// Otherwise the fuzzer would have to guess what the document says.
    #[test]
    fn every_operation_has_a_seed_that_reaches_it() {
        let seeds = seeds("requests");
        for operation in requests::operations() {
            let seed = seeds.get(&operation).unwrap_or_else(|| panic!("seeds/requests/{operation} is missing"));
            let status = requests::answer(seed).unwrap_or_else(|| panic!("seeds/requests/{operation} is no request"));
            let reached = match status {
                200..=299 | 409 | 426 => true,
                // What the password is must not change.
                422 => operation == "changePassword",
                _ => false,
            };
            assert!(reached, "seeds/requests/{operation} is answered with {status}");
        }
    }

    #[test]
    fn answers_come_as_far_as_a_timeline() {
        assert!(seeds("answers").values().any(|seed| answers::lines_shown(seed) > 0), "no seed shows a timeline");
    }
}

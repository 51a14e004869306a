//! One number for everything the app is built from, so that an unchanged app is not built again. Contents count, not
//! times: a fresh checkout of the same commit is the same app. Does not know how the app is built.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Whatever ends up in dist/, or decides how.
const INPUTS: [&str; 16] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "api/Cargo.toml",
    "api/src",
    "index.html",
    "model/Cargo.toml",
    "model/src",
    "public",
    "rust-toolchain.toml",
    "src",
    "style",
    "xtask/js",
    "xtask/npm/package-lock.json",
    "xtask/src/dist.rs",
];

pub fn of_inputs() -> Result<String> {
    of(&INPUTS.map(Path::new))
}

fn of(inputs: &[&Path]) -> Result<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(input, &mut files)?;
    }
    files.sort();
    let mut hash = DefaultHasher::new();
    for file in files {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        hash.write(file.as_os_str().as_encoded_bytes());
        hash.write_usize(bytes.len());
        hash.write(&bytes);
    }
    Ok(format!("{:016x}", hash.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_and_names_count_and_times_do_not() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(folder.join("a")).unwrap();
        let write = |text: &str| fs::write(folder.join("a/one"), text).unwrap();
        write("1");
        let first = of(&[&folder]).unwrap();
        write("1");
        assert_eq!(of(&[&folder]).unwrap(), first);
        write("2");
        assert_ne!(of(&[&folder]).unwrap(), first);
        write("1");
        fs::rename(folder.join("a/one"), folder.join("a/two")).unwrap();
        assert_ne!(of(&[&folder]).unwrap(), first);
        fs::remove_dir_all(&folder).unwrap();
    }
}

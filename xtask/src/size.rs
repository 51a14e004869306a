//! The size budget: what a browser must load before the first screen, as it travels. Bytes are exact, so they gate.
//! Files that the app loads later (and icons, which browsers fetch when they please) do not count.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// html + css + js + wasm, brotli-11: an eighth of what the best-known peer loads. What is worth more weight than is left has
/// to make room for itself.
const FIRST_SCREEN: u64 = 275 * 1024;
/// The custom element that portals load, gzip: it is on pages of others.
const EMBED_SCRIPT: u64 = 5 * 1024;
/// Uncompressed: the browser compiles all of it.
const WASM: u64 = 900 * 1024;

/// Prints each file against the budget; an error when it is exceeded.
pub fn check(dist: &Path) -> Result<()> {
    let mut files = vec![PathBuf::from("desk.html")];
    let page = fs::read_to_string(dist.join("desk.html")).context("cannot read dist/desk.html")?;
    files.extend(loaded_by(&page).map(PathBuf::from));
    collect_snippets(dist, Path::new("snippets"), &mut files)?;

    println!("\n  {:<48} {:>9} {:>10}", "first screen", "raw", "brotli-11");
    let (mut total, mut wasm) = (0, 0);
    for file in &files {
        let raw = length(&dist.join(file))?;
        let compressed = dist.join(format!("{}.br", file.display()));
        let travels = if compressed.exists() { length(&compressed)? } else { raw };
        println!("  {:<48} {:>9} {:>10}", file.display(), kilobytes(raw), kilobytes(travels));
        total += travels;
        if file.extension().is_some_and(|extension| extension == "wasm") {
            wasm += raw;
        }
    }
    println!(
        "  total {} of {} KB; WebAssembly {} of {} KB raw",
        kilobytes(total),
        FIRST_SCREEN / 1024,
        kilobytes(wasm),
        WASM / 1024
    );
    if total > FIRST_SCREEN {
        bail!(
            "the first screen is {} KB, over its budget of {} KB: find what grew (`cargo tree`, twiggy) or load it later",
            kilobytes(total),
            FIRST_SCREEN / 1024
        );
    }
    if wasm > WASM {
        bail!(
            "the WebAssembly is {} KB, over its budget of {} KB: find what grew (`cargo tree`, twiggy)",
            kilobytes(wasm),
            WASM / 1024
        );
    }
    let element = length(&dist.join("embed.js.gz"))?;
    println!("  embed.js {} of {} KB (gzip)", kilobytes(element), EMBED_SCRIPT / 1024);
    if element > EMBED_SCRIPT {
        bail!("embed.js is {} KB, over its budget of {} KB", kilobytes(element), EMBED_SCRIPT / 1024);
    }
    Ok(())
}

/// The css, js and wasm files that the page names, as paths in dist/.
fn loaded_by(page: &str) -> impl Iterator<Item = &str> {
    page.split('"')
        .filter_map(|word| word.strip_prefix('/'))
        .filter(|path| [".css", ".js", ".wasm"].iter().any(|kind| path.ends_with(kind)))
}

/// JavaScript that crates bring along; the app's module imports it.
fn collect_snippets(dist: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = fs::read_dir(dist.join(folder)) else { return Ok(()) };
    for entry in entries {
        let path = folder.join(entry?.file_name());
        if dist.join(&path).is_dir() {
            collect_snippets(dist, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            files.push(path);
        }
    }
    Ok(())
}

fn length(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file).with_context(|| format!("the page names {}, which is not there", file.display()))?.len())
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1024, bytes % 1024 * 10 / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_what_is_loaded() {
        let page =
            r#"<link href="/icon.svg"><link href="/a.css"><script src="/start.js"></script><link href="/b.wasm">"#;
        assert_eq!(loaded_by(page).collect::<Vec<_>>(), ["a.css", "start.js", "b.wasm"]);
    }

    #[test]
    fn kilobytes_have_one_decimal() {
        assert_eq!(kilobytes(1536), "1.5");
        assert_eq!(kilobytes(200 * 1024 + 1), "200.0");
    }
}

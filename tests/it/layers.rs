//! The layers of the crate: a folder of `src/` uses only the folders listed before it.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src/`, from the lowest layer to the highest.
const LAYERS: &[&str] =
    &["text", "html", "page", "classify", "select", "metadata", "comments", "fallback", "render", "api"];

/// The modules of `src/metadata/`, each of which uses only those listed before it.
const METADATA: &[&str] = &[
    "named",
    "field",
    "candidates",
    "nearest",
    "context",
    "dates",
    "authors",
    "language",
    "sources",
    "page_type",
    "resolve",
    "retain",
];

/// A source file without its tests and comments.
struct Source {
    /// The path below `src/`.
    path: PathBuf,
    code: String,
}

impl Source {
    /// The first folder of the path; `None` for `lib.rs`.
    fn layer(&self) -> Option<&str> {
        let mut parts = self.path.iter();
        let first = parts.next()?.to_str()?;
        parts.next().map(|_| first)
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&src(), &mut paths);
    let code = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    let below_src = |path: &Path| path.strip_prefix(src()).unwrap().to_owned();
    paths.iter().map(|path| Source { path: below_src(path), code: code(path) }).collect()
}

/// Returns the modules that code names as `crate::module` or `crate::{module, ...}`, for the root `crate::`.
fn used(code: &str, root: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, _) in code.match_indices(root) {
        let rest = &code[at + root.len()..];
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
        };
        used.extend(names.split(',').map(|name| name.trim().split("::").next().unwrap_or_default().to_owned()));
    }
    used.retain(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    used
}

#[test]
fn every_folder_is_a_layer() {
    let mut folders: Vec<String> = fs::read_dir(src())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    folders.sort();
    let mut layers = LAYERS.to_vec();
    layers.sort_unstable();
    assert_eq!(folders, layers);
    let loose: Vec<PathBuf> =
        sources().into_iter().filter(|file| file.layer().is_none()).map(|file| file.path).collect();
    assert_eq!(loose, [Path::new("lib.rs")], "every module but lib.rs is in a folder");
}

#[test]
fn layers_use_only_lower_layers() {
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut seen = 0;
    for file in sources() {
        let Some(layer) = file.layer() else { continue };
        let own = rank(layer).unwrap_or_else(|| panic!("{layer} is not in the list of layers"));
        for name in used(&file.code, "crate::") {
            let Some(other) = rank(&name) else { continue }; // A macro, or an item that lib.rs exports.
            seen += 1;
            assert!(other <= own, "{:?} uses {name}, a higher layer than {layer}", file.path);
        }
    }
    assert!(seen > 50, "found only {seen} uses: the search is broken");
}

#[test]
fn metadata_modules_use_only_modules_before_them() {
    let mut seen = 0;
    for Source { path, code } in sources() {
        let Ok(inner) = path.strip_prefix("metadata") else { continue };
        let names: Vec<_> = inner.iter().map(|name| name.to_string_lossy()).collect();
        let module = names[0].trim_end_matches(".rs");
        if module == "mod" {
            continue;
        }
        let rank = |name: &str| METADATA.iter().position(|module| *module == name);
        let own = rank(module).unwrap_or_else(|| panic!("{module} is not in the list"));
        let is_direct_child = names.len() == 1 || names[1] == "mod.rs";
        let mut used_here = used(&code, "crate::metadata::");
        used_here.extend(if is_direct_child { used(&code, "super::") } else { Vec::new() });
        for (name, other) in used_here.iter().filter_map(|name| Some((name, rank(name)?))) {
            seen += 1;
            assert!(other <= own, "{path:?} uses {name}, which is listed after {module}");
        }
    }
    assert!(seen > 30, "found only {seen} uses: the search is broken");
}

#[test]
fn libraries_are_used_only_by_the_layer_that_wraps_them() {
    let allowed: [(&str, &[&str]); 4] = [
        ("html5ever", &["html/parse", "html/tokenizer/char_ref.rs"]),
        ("scraper", &["html/parse", "html/script_text.rs", "api/extractor.rs", "api/input.rs", "lib.rs"]),
        ("encoding_rs", &["html/encoding"]),
        ("chardetng", &["html/encoding"]),
    ];
    for (library, places) in allowed {
        let is_user = |file: &Source| {
            file.code.contains(&format!("{library}::")) || file.code.contains(&format!("use {library};"))
        };
        let users: Vec<PathBuf> = sources().into_iter().filter(is_user).map(|file| file.path).collect();
        assert!(!users.is_empty(), "nothing uses {library}");
        for user in users {
            assert!(places.iter().any(|place| user.starts_with(place)), "{user:?} uses {library}");
        }
    }
}

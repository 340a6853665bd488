//! The plan of the house: a module knows only what is below it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each top-level module and its floor; on the same floor, a module may use those named before it.
const FLOORS: &[(&str, u32)] = &[
    ("tag", 0),
    ("attributes", 0),
    ("limits", 0),
    ("odds", 0),
    ("fnv", 0),
    ("style", 0),
    ("unspaced", 0),
    ("error", 0),
    ("tree", 0),
    ("era", 0),
    ("draft", 0),
    ("sniff", 1),
    ("decode", 1),
    ("parse", 1),
    ("selectors", 1),
    ("options", 1),
    ("input", 1),
    ("repair", 1),
    ("json", 1),
    ("blocks", 1),
    ("page", 1),
    ("features", 2),
    ("metadata", 2),
    ("probe", 2),
    ("title", 2),
    ("comments", 2),
    ("hidden", 2),
    ("score", 3),
    ("select", 4),
    ("render", 5),
    ("article", 6),
    ("serialise", 6),
    ("extractor", 6),
    ("internals", 7),
    ("lib", 7),
];

/// The modules of the metadata, each of which may use those named before it.
const METADATA: &[&str] =
    &["field", "parts", "candidates", "page", "dates", "names", "language", "page_type", "sources", "resolve"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Each source file with its top-level module, without its tests and comments.
fn modules() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths);
    let module = |path: &PathBuf| {
        let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
        first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    };
    let code = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    paths.iter().map(|path| (module(path), path.clone(), code(path))).collect()
}

/// The modules that code names as `crate::module` or `crate::{module, ...}`, for the root `crate::`.
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
fn no_module_knows_what_is_above_it() {
    let place: HashMap<&str, (usize, u32)> =
        FLOORS.iter().enumerate().map(|(place, &(module, floor))| (module, (place, floor))).collect();
    let mut seen = 0;
    for (module, path, code) in modules() {
        let &(own_place, own_floor) = place.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no floor"));
        for name in used(&code, "crate::") {
            let Some(&(place, floor)) = place.get(name.as_str()) else {
                continue; // A macro of the crate.
            };
            seen += 1;
            let is_below = floor < own_floor || floor == own_floor && place <= own_place;
            assert!(is_below, "{path:?} uses {name}, which is above {module}");
        }
    }
    assert!(seen > 50, "only {seen} uses were found: is the search broken?");
}

#[test]
fn no_module_of_the_metadata_knows_what_is_above_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/metadata");
    let mut seen = 0;
    for (_, path, code) in modules() {
        let Ok(inner) = path.strip_prefix(&folder) else { continue };
        let names: Vec<_> = inner.iter().map(|name| name.to_string_lossy()).collect();
        let module = names[0].trim_end_matches(".rs");
        if module == "mod" {
            continue; // The face of all of them.
        }
        let place = |name: &str| METADATA.iter().position(|module| *module == name);
        let own = place(module).unwrap_or_else(|| panic!("{module} has no place"));
        let is_right_below = names.len() == 1 || names[1] == "mod.rs";
        let mut used_here = used(&code, "crate::metadata::");
        used_here.extend(if is_right_below { used(&code, "super::") } else { Vec::new() });
        assert!(!code.contains("super::super"), "{path:?} names a module by where it stands itself");
        for (name, place) in used_here.iter().filter_map(|name| Some((name, place(name)?))) {
            seen += 1;
            assert!(place <= own, "{path:?} uses {name}, which is above {module}");
        }
    }
    assert!(seen > 30, "only {seen} uses were found: is the search broken?");
}

#[test]
fn contributing_names_each_module_on_its_floor() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).unwrap();
    let row_of = |row: &str| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (&[_, _, _, paths, _], Ok(floor)) = (&cells[..], cells.get(1)?.parse::<u32>()) else { return None };
        let modules = paths.split(", ").map(|path| {
            let path = path.trim_matches('`').trim_start_matches("src/");
            (path.trim_end_matches('/').trim_end_matches(".rs").to_owned(), floor)
        });
        Some(modules.collect::<Vec<_>>())
    };
    let mut named: Vec<(String, u32)> = guide.lines().filter_map(row_of).flatten().collect();
    let mut expected: Vec<(String, u32)> = FLOORS.iter().map(|&(module, floor)| (module.to_owned(), floor)).collect();
    named.sort();
    expected.sort();
    assert_eq!(named, expected);
}

#[test]
fn the_libraries_behind_a_stage_stay_behind_it() {
    let allowed: [(&str, &[&str]); 4] = [
        ("html5ever", &["parse"]),
        ("scraper", &["parse", "input", "selectors", "lib"]),
        ("encoding_rs", &["decode"]),
        ("chardetng", &["decode"]),
    ];
    for (library, modules_allowed) in allowed {
        let users: Vec<String> = modules()
            .into_iter()
            .filter(|(_, _, code)| code.contains(&format!("{library}::")) || code.contains(&format!("use {library};")))
            .map(|(module, _, _)| module)
            .collect();
        assert!(!users.is_empty(), "nobody uses {library}");
        for user in users {
            assert!(modules_allowed.contains(&user.as_str()), "{user} uses {library}");
        }
    }
}

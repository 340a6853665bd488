//! Tests of the tree in html5lib's tree-construction format (`.dat`).
//!
//! The project's own cases are in `tests/tree-construction`. To run a published suite too, set its folder:
//! `MAINTEXT_HTML5LIB_TREE=html5lib-tests/tree-construction cargo test --test it html5lib::`.
//!
//! Only the parts that our tree keeps are compared: elements with order and depth, text, and the attributes that the
//! crate reads. The tree has no comments and no text of scripts and styles; the content of a template are its
//! children.

use crate::environment;
use maintext::internals::{AttrKey, NodeId, Tag, Tree, parse};
use std::collections::BTreeMap;
use std::path::Path;

/// One test of a file.
struct Case {
    data: String,
    /// For a fragment, the context element.
    fragment: Option<String>,
    needs_scripting: bool,
    document: Vec<String>,
}

/// The number of cases that ran or were skipped, and the failures.
#[derive(Default)]
struct Report {
    ran: usize,
    fragments: usize,
    with_scripting: usize,
    failures: Vec<String>,
}

/// Splits a file into cases. Each section starts with a line such as `#errors`, each case with `#data`.
fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = "";
    let mut data: Vec<&str> = Vec::new();
    for line in file.split('\n') {
        match line {
            // An empty line separates cases.
            "#data" if section != "#data" => {
                cases.push(Case { data: String::new(), fragment: None, needs_scripting: false, document: Vec::new() });
                section = line;
                data.clear();
                continue;
            }
            "#errors" | "#new-errors" | "#document-fragment" | "#script-off" | "#script-on" | "#document" => {
                let Some(case) = cases.last_mut() else { continue };
                if section == "#data" {
                    case.data = data.join("\n");
                }
                case.needs_scripting |= line == "#script-on";
                section = line;
                continue;
            }
            _ => {}
        }
        let Some(case) = cases.last_mut() else { continue };
        match section {
            "#data" => data.push(line),
            "#document-fragment" => case.fragment = Some(line.to_owned()),
            "#document" => case.document.push(line.to_owned()),
            _ => {}
        }
    }
    for case in &mut cases {
        while case.document.last().is_some_and(String::is_empty) {
            case.document.pop();
        }
    }
    cases
}

/// A node as both sides are compared.
#[derive(Debug, PartialEq, Eq)]
enum Node {
    Element { depth: usize, name: String, attrs: BTreeMap<String, String> },
    Text { depth: usize, text: String },
}

/// A tree under construction; adjacent texts are joined.
#[derive(Default)]
struct Outline(Vec<Node>);

impl Outline {
    fn element(&mut self, depth: usize, name: &str) {
        self.0.push(Node::Element { depth, name: name.to_owned(), attrs: BTreeMap::new() });
    }

    fn text(&mut self, depth: usize, text: &str) {
        match self.0.last_mut() {
            Some(Node::Text { depth: last, text: before }) if *last == depth => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push(Node::Text { depth, text: text.to_owned() }),
        }
    }

    fn attr(&mut self, name: &str, value: &str) {
        if let Some(Node::Element { attrs, .. }) = self.0.last_mut()
            && AttrKey::from_name(name).is_some()
        {
            attrs.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        }
    }
}

/// The entries of an expected tree. A text may span several lines.
fn entries(document: &[String]) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in document {
        match (line.strip_prefix("| "), entries.last_mut()) {
            (Some(entry), _) => entries.push(entry.to_owned()),
            (None, Some(last)) => {
                last.push('\n');
                last.push_str(line);
            }
            (None, None) => {}
        }
    }
    entries
}

/// The part of an expected tree that our tree keeps.
fn expected(document: &[String]) -> Outline {
    let mut outline = Outline::default();
    // Depths of the enclosing `content` lines, a level that our tree does not have.
    let mut contents: Vec<usize> = Vec::new();
    // The open element at each depth.
    let mut open: Vec<String> = Vec::new();
    for entry in entries(document) {
        let bare = entry.trim_start_matches(' ');
        let level = (entry.len() - bare.len()) / 2;
        contents.retain(|&content| content < level);
        open.truncate(level);
        let depth = level - contents.len();
        if bare == "content" {
            contents.push(level);
            open.push(String::new());
        } else if bare.starts_with("<!") || bare.starts_with("<?") {
            open.push(String::new());
        } else if let Some(name) = bare.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            open.push(name.to_owned());
            // The name of a namespace precedes that of the element.
            outline.element(depth, name.split_once(' ').map_or(name, |(_, local)| local));
        } else if let Some(text) = bare.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            let parent = open.last().map_or("", String::as_str);
            let parent = parent.strip_prefix("math ").unwrap_or(parent);
            if !matches!(parent, "script" | "style" | "iframe" | "noembed" | "noframes") {
                outline.text(depth, text);
            }
        } else if let Some((name, value)) = bare.split_once("=\"") {
            let name = name.split_once(' ').map_or(name, |(_, local)| local);
            outline.attr(name, value.strip_suffix('"').unwrap_or(value));
        }
    }
    outline
}

/// The outline of our tree.
fn found(tree: &Tree) -> Outline {
    let mut outline = Outline::default();
    for node in 1..tree.len() as NodeId {
        let depth = tree.ancestors(node).count() - 1;
        if tree.tag(node) == Tag::Text {
            outline.text(depth, tree.text(node));
            continue;
        }
        outline.element(depth, tree.name(node));
        for (key, value) in tree.attrs(node).filter(|(key, _)| *key != AttrKey::ElementName) {
            outline.attr(key.name(), value);
        }
    }
    outline
}

fn shown(outline: &Outline) -> String {
    let line = |node: &Node| match node {
        Node::Element { depth, name, attrs } => format!("{}<{name}> {attrs:?}\n", "  ".repeat(*depth)),
        Node::Text { depth, text } => format!("{}{text:?}\n", "  ".repeat(*depth)),
    };
    outline.0.iter().map(line).collect()
}

fn run(folder: &Path) -> Report {
    let mut report = Report::default();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).into_path();
        if path.extension().is_some_and(|extension| extension == "dat") {
            let file = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            for case in cases(&file) {
                run_case(&case, &path, &mut report);
            }
        }
    }
    report
}

fn run_case(case: &Case, path: &Path, report: &mut Report) {
    if case.fragment.is_some() {
        report.fragments += 1;
        return;
    }
    if case.needs_scripting {
        report.with_scripting += 1;
        return;
    }
    report.ran += 1;
    let (expected, found) = (expected(&case.document), found(&parse(&case.data)));
    if expected.0 != found.0 {
        report.failures.push(format!(
            "{}: {:?}\nexpected\n{}found\n{}",
            path.display(),
            case.data,
            shown(&expected),
            shown(&found)
        ));
    }
}

fn assert_passes(report: &Report) {
    println!(
        "{} cases ran, {} failed; skipped: {} fragments, {} with scripting",
        report.ran,
        report.failures.len(),
        report.fragments,
        report.with_scripting
    );
    assert!(report.failures.is_empty(), "{} of {} failed\n{}", report.failures.len(), report.ran, {
        report.failures.join("\n")
    });
}

#[test]
fn own_cases_pass() {
    let report = run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tree-construction"));
    assert!(report.ran >= 150, "{} cases", report.ran);
    assert_passes(&report);
}

#[test]
fn published_suite_passes() {
    let Some(folder) = environment::path("MAINTEXT_HTML5LIB_TREE") else {
        println!("skipped: MAINTEXT_HTML5LIB_TREE names no folder of .dat files");
        return;
    };
    let report = run(&folder);
    assert!(report.ran > 0, "no cases in {folder:?}");
    assert_passes(&report);
}

#[test]
fn dat_files_are_split_into_cases() {
    let file = "#data\n<p>a\n\n<b>\n#errors\n(1,1): x\n#document\n| <html>\n|   <head>\n|   <body>\n|     <p>\n\
        |       \"a\n\n\"\n|       <b>\n\n#data\nx\n#errors\n#document-fragment\ndiv\n#document\n| \"x\"\n";
    let cases = cases(file);
    assert_eq!(cases.len(), 2);
    assert_eq!((cases[0].data.as_str(), cases[1].fragment.as_deref()), ("<p>a\n\n<b>", Some("div")));
    assert_eq!(expected(&cases[0].document).0, found(&parse(&cases[0].data)).0);
    let wrong: Vec<String> = cases[0].document.iter().map(|line| line.replace("<b>", "<i>")).collect();
    assert_ne!(expected(&wrong).0, found(&parse(&cases[0].data)).0);
}

//! Work grows in proportion to the page, whatever it holds.
//!
//! Valgrind (`callgrind`) counts the instructions, so that the result depends neither on the machine nor on what else it does.
//! It takes minutes, so `cargo test` leaves it out: `cargo test --release --test linear`. A word after `--` selects the cases
//! whose name contains it.

use maintext::scraper::Html;
use maintext::{Extractor, Input, IntoInput, Options};
use maintext_pages::hostile::KINDS;
use maintext_tests::all_outputs::write_all;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Size of the smaller page, in bytes.
const SMALL: usize = 32 * 1024;

/// Units of the smaller page of the readers of metadata and of the renderers.
const UNITS: usize = 3_000;

/// Maximum ratio of the instructions for a page of twice the size. Linear work has a ratio of 2, or a little more where a table
/// grows, and up to 2.8 where only the larger page passes far beyond the depth at which the parser flattens the tree. Quadratic
/// work comes near to 4.
const MAX_RATIO: f64 = 3.0;

/// Number of valgrind processes, each with a part of the cases.
const PROCESSES: usize = 2;

/// Work whose instructions are counted.
type Work = Box<dyn FnOnce()>;

/// Prepares the work on a page of one or two times the size.
type Prepare = Box<dyn Fn(usize) -> Work>;

/// A kind of page, and the work on it.
struct Case {
    name: String,
    prepare: Prepare,
}

impl Case {
    fn new(name: String, prepare: impl Fn(usize) -> Work + 'static) -> Case {
        Case { name, prepare: Box::new(prepare) }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--count") {
        let process = arguments[at + 1].parse().expect("the number of the process");
        count(process, arguments.get(at + 2).map_or("", String::as_str));
        return ExitCode::SUCCESS;
    }
    compare(arguments.iter().find(|argument| !argument.starts_with('-')).map_or("", String::as_str))
}

/// Returns the cases whose name contains a text, in the order in which they are counted.
fn selected(selector: &str) -> Vec<Case> {
    let cases = [quadratic(), hostile(), flattened(), parsed(), metadata(), rendered()].into_iter().flatten();
    cases.filter(|case| case.name.contains(selector)).collect()
}

/// Runs under valgrind: does the work of every case that falls to this process, on the smaller and on the larger page.
fn count(process: usize, selector: &str) {
    // Builds what is built on first use.
    every_output(&Extractor::default(), "<p>A page.");
    for case in selected(selector).iter().skip(process).step_by(PROCESSES) {
        counted((case.prepare)(1));
        counted((case.prepare)(2));
    }
}

/// The function in which valgrind counts. It writes a file of counts whenever it is left.
#[inline(never)]
fn counted(work: Work) {
    work();
    std::hint::black_box(());
}

/// Counts the instructions of the selected cases and prints those that grow too fast.
fn compare(selector: &str) -> ExitCode {
    let names: Vec<String> = selected(selector).into_iter().map(|case| case.name).collect();
    let folder = tempfile::tempdir().expect("a folder for the counts");
    let program = std::env::current_exe().expect("this program's path");
    let start = |process: usize| {
        let out = folder.path().join(format!("counts-{process}"));
        Command::new("valgrind")
            .args([
                "--tool=callgrind",
                "--dump-line=no",
                "--toggle-collect=linear::counted",
                "--dump-after=linear::counted",
            ])
            .arg(format!("--callgrind-out-file={}", out.display()))
            .arg(&program)
            .args(["--count", &process.to_string(), selector])
            .output()
    };
    let outputs: Vec<_> = std::thread::scope(|scope| {
        let processes: Vec<_> = (0..PROCESSES).map(|process| scope.spawn(move || start(process))).collect();
        processes.into_iter().map(|process| process.join().expect("no panic")).collect()
    });
    for output in outputs {
        let output = output.expect("valgrind is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut wrong = 0;
    for (i, name) in names.iter().enumerate() {
        let (process, position) = (i % PROCESSES, i / PROCESSES);
        let instructions = |size: usize| {
            let file = folder.path().join(format!("counts-{process}.{}", 2 * position + size));
            instructions(&file) as f64
        };
        let (small, large) = (instructions(1), instructions(2));
        let ratio = large / small;
        let is_right = (ratio > MAX_RATIO) == (name == QUADRATIC);
        println!("{name:60} {small:12} {ratio:5.2} {}", if is_right { "ok" } else { "WRONG" });
        wrong += usize::from(!is_right);
    }
    println!(
        "{} cases; {wrong} have the wrong growth: more than {MAX_RATIO} times the instructions for twice the page",
        names.len()
    );
    ExitCode::from(u8::from(wrong > 0 || names.is_empty()))
}

/// Reads the number of instructions from a file of counts.
fn instructions(file: &Path) -> u64 {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let total = text.lines().rev().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
    total.and_then(|total| total.trim().parse().ok()).expect("a sum of instructions")
}

/// Computes everything that an article has.
fn every_output<'a, Kind>(extractor: &Extractor, page: impl IntoInput<'a, Kind>) {
    std::hint::black_box(write_all(&extractor.extract(page).unwrap()));
}

/// The name of the case that must be found to grow too fast.
const QUADRATIC: &str = "quadratic work";

/// Work that is not linear, which shows that the counts tell it.
fn quadratic() -> Vec<Case> {
    let pairs =
        |size: usize| (0..size).flat_map(|a| (0..a).map(move |b| a ^ b)).fold(0, std::hint::black_box(usize::max));
    vec![Case::new(QUADRATIC.to_owned(), move |times| {
        Box::new(move || {
            std::hint::black_box(pairs(std::hint::black_box(times * 1000)));
        })
    })]
}

/// The generated hostile pages.
fn hostile() -> Vec<Case> {
    let case = |kind: &'static maintext_pages::hostile::Kind| {
        Case::new(format!("hostile: {}", kind.name), |times| {
            let page = kind.page(times * SMALL);
            Box::new(move || every_output(&Extractor::default(), &page))
        })
    };
    // Most of these pages have little main text. With a selector, everything is written.
    let written = |kind: &'static maintext_pages::hostile::Kind| {
        Case::new(format!("hostile, everything kept: {}", kind.name), |times| {
            let page = kind.page(times * SMALL);
            let extractor = Extractor::new(Options::new().with_content_selector("html").unwrap());
            Box::new(move || every_output(&extractor, &page))
        })
    };
    KINDS.iter().map(case).chain(KINDS.iter().map(written)).collect()
}

/// Flattened text of one line, repeated.
fn flattened() -> Vec<Case> {
    let lines =
        ["x\n", "A sentence, which ends here.\n", " ", "word ", "12 comments\n", "By Ann Writer - 6 May 2024\n"];
    let case = |line: &'static str| {
        Case::new(format!("flattened: {line:?}"), move |times| {
            let text = line.repeat(2 * times * SMALL / line.len());
            Box::new(move || every_output(&Extractor::default(), Input::plain(&text)))
        })
    };
    lines.into_iter().map(case).collect()
}

/// Pages that scraper has parsed.
fn parsed() -> Vec<Case> {
    const PARSED: &[&str] = &[
        "nested div",
        "nested itemscope",
        "nested authors",
        "nested article",
        "unclosed li",
        "unclosed td",
        "paragraphs deep down",
        "posts deep down",
        "bylines in a long class",
        "properties in a long type",
        "many p",
        "many br",
        "many a",
        "many headings",
        "many cards",
        "many dates",
        "many noscript",
        "many classes",
        "one text",
        "one pre",
        "many attributes",
        "JSON-LD of many",
        "different keywords",
        "nested shadow roots",
        "slots of many names",
    ];
    let kinds: Vec<_> = KINDS.iter().filter(|kind| PARSED.contains(&kind.name)).collect();
    assert_eq!(kinds.len(), PARSED.len());
    let case = |kind: &'static maintext_pages::hostile::Kind| {
        Case::new(format!("parsed: {}", kind.name), |times| {
            let page = Html::parse_document(&kind.page(times * SMALL));
            Box::new(move || every_output(&Extractor::default(), &page))
        })
    };
    kinds.into_iter().map(case).collect()
}

/// Pages for the readers of metadata, each with a number of units.
const METADATA: &[(&str, fn(usize) -> String)] = &[
    ("author", |count| nested("<div class=author>", count)),
    ("names", |count| nested("<div class='comment author date'>", count)),
    ("itemprop", |count| nested("<div itemprop=author itemscope itemtype=x/Comment>", count)),
    ("rel", |count| nested("<a rel=author href=/author/x>", count)),
    ("brackets", |count| json_ld(&("[".repeat(count) + &"}".repeat(count)))),
    ("nested JSON", |count| json_ld(&"{\"author\":".repeat(count))),
    ("references", |count| json_ld(&format!("{{\"author\": [{}]}}", "{\"@id\": \"#a\"},".repeat(count)))),
    ("quotes", |count| json_ld(&"\" ".repeat(count))),
    ("comments", |count| {
        format!("<div class=comments>{}</div>", "<div class=comment><b class=author>A</b><p>b c</p>".repeat(count))
    }),
    ("author tags", |count| "<meta name=author content='A B, C D and E F'>".repeat(count)),
    ("keywords", |count| format!("<meta name=keywords content='{}'>", "a,b;".repeat(count))),
    ("title", |count| format!("<title>{}</title>", "a | ".repeat(count))),
    ("Chinese reporters", |count| format!("<p>{}</p>", "（记者 王小明".repeat(count))),
    ("Korean reporters", |count| format!("<p>{}</p>", "김철수기자".repeat(count))),
    ("dates", |count| "<b class=date>Updated 1/2/2025</b><p class=date>13/2/2025</p>".repeat(count)),
    ("different dates", |count| {
        (0..count).map(|day| format!("<b class=date{day}>Updated {}/{}/2025</b>", day % 28, day % 12)).collect()
    }),
];

fn nested(open: &str, count: usize) -> String {
    let sentences = "A sentence that is long enough to be kept. ".repeat(9);
    format!("<p>{sentences}</p>{}x", open.repeat(count))
}

fn json_ld(json: &str) -> String {
    format!("<script type=application/ld+json>{json}</script>")
}

/// Pages with much metadata.
fn metadata() -> Vec<Case> {
    let case = |&(name, page): &(&str, fn(usize) -> String)| {
        Case::new(format!("metadata: {name}"), move |times| {
            let page = page(times * UNITS);
            Box::new(move || every_output(&Extractor::default(), &page))
        })
    };
    METADATA.iter().map(case).collect()
}

/// Pages for the renderers, each with a number of units.
const RENDERED: &[(&str, fn(usize) -> String)] = &[
    ("images in a picture with a long srcset", |count| {
        format!("<picture><source srcset='{}'>{}</picture>", "/a.jpg 1w,".repeat(count), "<img>".repeat(count))
    }),
    ("columns", |count| format!("<table><tr>{0}<tr>{0}</table>", "<td>a".repeat(count))),
    ("narrow rows of a wide table", |count| {
        format!("<table><tr>{}{}</table>", "<td>a".repeat(count), "<tr><td>a<td>b".repeat(count))
    }),
    ("wide cells", |count| format!("<table>{}</table>", "<tr><td colspan=1000>a<td>b".repeat(count))),
    ("images beside captions with a long class", |count| {
        let captions = "<p>a</p>b".repeat(8);
        format!(
            "<p>x</p><div class='{}'>{}",
            "abcdefg ".repeat(count),
            format!("<img src=/a.png>{captions}").repeat(count / 8)
        )
    }),
    ("images and links with a long base", |count| {
        let base = format!("<base href='https://example.org/{}/'>", "abcdefg".repeat(count));
        base + &"<p>a<img src=a.png><a href=b>c</a>".repeat(count)
    }),
    ("items", |count| "<ul><li>a</ul>".repeat(count)),
    ("links", |count| "<a href=/a>b</a> ".repeat(count)),
    ("formulas", |count| "\\(x_1\\) and $a$ ".repeat(count)),
    ("code", |count| format!("<pre>{}</pre>", "a = `b`\n".repeat(count))),
    ("headings", |count| "<h1>a</h1><h2>b</h2>".repeat(count)),
    ("terms", |count| format!("<dl>{}</dl>", "<dt>a<dt>b<dd>c".repeat(count))),
];

/// Pages with much to render.
fn rendered() -> Vec<Case> {
    let case = |&(name, page): &(&str, fn(usize) -> String)| {
        Case::new(format!("rendered: {name}"), move |times| {
            let extractor = Extractor::new(Options::new().with_content_selector("html").unwrap());
            let article = extractor.extract(&page(times * UNITS)).unwrap();
            Box::new(move || _ = std::hint::black_box(write_all(&article)))
        })
    };
    RENDERED.iter().map(case).collect()
}

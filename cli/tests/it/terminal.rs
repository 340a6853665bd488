//! The program on a real pseudo-terminal.

use crate::program::*;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::process::Command;

/// Runs a command on a terminal of this size, and returns all that it writes to it.
fn on_terminal(command: &mut Command, columns: u16, rows: u16) -> String {
    let main = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&main).unwrap();
    unlockpt(&main).unwrap();
    let name = OsString::from_vec(ptsname(&main, Vec::new()).unwrap().into_bytes());
    let terminal = OpenOptions::new().read(true).write(true).open(name).unwrap();
    tcsetwinsize(&terminal, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    let copy = || terminal.try_clone().unwrap();
    let mut child = command.stdin(copy()).stdout(copy()).stderr(copy()).spawn().unwrap();
    // The terminal is closed when the program has ended.
    command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    drop(terminal);
    let mut written = Vec::new();
    let mut buffer = [0; 4096];
    let mut main = File::from(main);
    // Reading fails when no program has the terminal open any more.
    while let Ok(count @ 1..) = main.read(&mut buffer) {
        written.extend_from_slice(&buffer[..count]);
    }
    assert!(child.wait().unwrap().success());
    String::from_utf8(written).unwrap().replace("\r\n", "\n")
}

fn view(columns: u16, rows: u16, environment: &[(&str, &str)]) -> String {
    let html = page("rain").replace("<article>", "<article><p class=byline>By <a rel=author href=/jo>Jo Bloggs</a></p>").replace(
        "</article>",
        "<h2>Where it <em>rains</em></h2><ul><li>In the <a href=https://example.org/hills>hills of the north</a>, where clouds that come from the sea cannot pass the ridge, it rains on most days of the year.</li>\
         <li>By the sea it rains at times, but the wind takes the clouds away before they have given much.</li></ul><p>There is more to tell about it, but nobody has done so until today.</p></article>",
    );
    let folder = folder(&[("rain.html", html.as_bytes())]);
    let mut command = program();
    command.arg("rain.html").current_dir(&folder).env("TERM", "xterm").env_remove("NO_COLOR").env_remove("LESS");
    on_terminal(command.envs(environment.iter().copied()), columns, rows)
}

/// Removes escape codes.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\x1b') {
        plain.push_str(before);
        rest = match after.strip_prefix(']') {
            Some(link) => link.split_once("\x1b\\").map_or("", |(_, rest)| rest),
            None => after.split_once(|c: char| c.is_ascii_alphabetic()).map_or("", |(_, rest)| rest),
        };
    }
    plain + rest
}

#[test]
fn page_is_wrapped_and_styled() {
    let shown = view(50, 200, &[]);
    assert!(shown.starts_with("\x1b[1m\x1b[4mOn rain\x1b[0m\n"), "{shown:?}");
    let text = plain(&shown);
    assert!(
        text.contains("\nThis page tells about rain, which is a thing that\nmany people know, but few have"),
        "{text}"
    );
    assert!(text.contains("• In the hills of the north, where clouds that\n  come from"), "{text}");
    assert!(
        shown.contains(";https://example.org/hills\x1b\\\x1b[4mhills of the north\x1b[0m\x1b]8;;\x1b\\,"),
        "{shown:?}"
    );
    assert!(!text.contains("About us"));
}

#[test]
fn narrow_terminals_get_narrow_lines() {
    for columns in [16, 20, 33] {
        let text = plain(&view(columns, 500, &[]));
        assert!(text.lines().all(|line| line.chars().count() <= columns.into()), "{columns}: {text}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&text).contains(&paragraph("rain")), "{text}");
    }
}

#[test]
fn terminals_without_styles_get_none() {
    for environment in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let text = view(50, 200, &[environment]);
        assert!(!text.contains('\x1b') && text.contains("## Where it rains\n"), "{text}");
    }
}

#[test]
fn only_long_pages_go_through_the_pager() {
    let pager = ("PAGER", "sed 's/^/pager: /'");
    assert!(view(50, 10, &[pager]).lines().all(|line| line.starts_with("pager: ")));
    assert!(!view(50, 200, &[pager]).contains("pager: "));
    assert!(view(50, 10, &[("PAGER", "no-such-program")]).contains("hardly believe it."));
    let left = view(50, 10, &[("MAINTEXT_PAGER", "head -n 1"), pager]);
    assert_eq!(plain(&left), "On rain\n");
}

#[test]
fn progress_fits_into_the_terminal() {
    let records: Vec<Vec<u8>> =
        (0..3000).map(|n| warc_page(&format!("https://example.org/{n}"), page("rain").repeat(12).as_bytes())).collect();
    let folder = folder(&[("crawl.warc.gz", &warc_gz(&records))]);
    for columns in [24, 100] {
        let mut command = program();
        command.args(["-o", "out.jsonl", "-j1", "crawl.warc.gz"]).current_dir(&folder).env("TERM", "xterm");
        let shown = plain(&on_terminal(&mut command, columns, 24));
        let lines: Vec<&str> = shown.split(['\r', '\n']).filter(|line| line.contains(" pages  ")).collect();
        assert!(!lines.is_empty(), "{shown:?}");
        assert!(lines.iter().all(|line| line.chars().count() <= columns.into()), "{lines:?}");
        assert_eq!(lines.iter().any(|line| line.contains("MB/s")), columns == 100, "{lines:?}");
        assert!(shown.contains("maintext: 3,000 pages read: 3,000 extracted"), "{shown:?}");
    }
}

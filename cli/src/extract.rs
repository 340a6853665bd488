//! `maintext extract`: reads inputs, extracts their pages on many threads, and writes the results.

use crate::args::{Extract, Format, exit_with_usage, url_as_path};
use crate::dedup::Dedup;
use crate::input::open::{Opened, begins_with_records};
use crate::input::{Name, Sources, TaskReader};
#[cfg(feature = "parquet")]
use crate::output::Parquet;
use crate::output::{Compression, Folder, Sink, Stream, overlap};
use crate::page::{Extraction, Reason, Work};
use crate::pipeline::Pipeline;
use crate::report::{At, Counts, Log, Progress, State, summary};
use crate::resume::Done;
use crate::signals;
use crate::terminal::{Pager, Screen};
use maintext_records::Place;
use std::error::Error;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// Maximum number of threads. Chosen by hand: more than most machines have cores, and every system can start this many.
const MAX_THREADS: usize = 256;

/// Extracts all inputs; the exit code says whether one failed.
pub fn run(arguments: &Extract) -> Result<ExitCode, Box<dyn Error>> {
    arguments.check_or_exit();
    let sources = Sources::new(arguments);
    if arguments.paths.is_empty() && arguments.input.files_from.is_none() && io::stdin().is_terminal() {
        exit_with_usage("nothing to read: expected a path, or a page on standard input");
    }
    let stdin = if sources.reads_stdin() { Some(Opened::stdin()?) } else { None };
    let target = Target::new(arguments, &sources, stdin.as_ref());
    let interrupted = signals::interrupted()?;
    let (done, sink) = target.open(arguments)?;

    let mut log = Log::new(arguments.run.verbose);
    let is_batch = !sources.is_single() || target.is_records;
    let has_report = !arguments.run.quiet && (target.is_records || !sources.is_list_of_files());
    if has_report {
        log.bar = Progress::bar();
    }
    let state = Arc::new(State::new(Counts::new(log)));
    let progress = has_report.then(|| {
        measure_inputs(arguments, &state);
        Progress::start(&state, Duration::from_secs(arguments.run.log_interval.get()))
    });
    let threads = threads(arguments, is_batch);
    let work = Work::new(arguments, target.format, target.screen.clone(), &state.read_bytes)
        .unwrap_or_else(|error| exit_with_usage(error));
    let mut writer = Writer { sink, dedup: Dedup::default(), state: &state, is_shared: io::stdout().is_terminal() };
    for &hash in &done.hashes {
        writer.dedup.is_new(hash);
    }
    let written = {
        let is_done = |name: &Name, place| target.is_done(&done, name, place, arguments);
        let reader =
            TaskReader { arguments, sources, counts: &state.counts, read_bytes: &state.read_bytes, is_done: &is_done };
        let pipeline = Pipeline { threads, is_ordered: !arguments.run.unordered, stop: &interrupted };
        pipeline.run(|send| reader.run(stdin, send), |task| work.run(task), |extraction| writer.take(extraction))
    };
    let written = written.and_then(|()| writer.sink.finish());
    drop(progress);
    match written {
        // The reader has closed the pipe, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
        Err(error) => return Err(format!("cannot write: {error}").into()),
        Ok(()) => {}
    }
    Ok(conclude(arguments, &state, threads, has_report, &interrupted))
}

/// Prints the summary, and returns the exit code.
fn conclude(
    arguments: &Extract,
    state: &State,
    threads: NonZeroUsize,
    has_report: bool,
    interrupted: &AtomicBool,
) -> ExitCode {
    let log = &state.counts.log;
    if has_report {
        log.error(&summary(state, threads));
    }
    if interrupted.load(Relaxed) {
        let how = match &arguments.output.output {
            Some(_) => "to go on, run the same command with --resume",
            None => "to be able to go on, write to a file with --output, and then use --resume",
        };
        log.error(&format_args!("interrupted: all pages that were begun are written; {how}"));
        return ExitCode::from(signals::INTERRUPTED);
    }
    if state.counts.failures() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The number of threads. A single page needs one.
fn threads(arguments: &Extract, is_batch: bool) -> NonZeroUsize {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let max = NonZeroUsize::new(MAX_THREADS).unwrap_or(NonZeroUsize::MIN);
    if is_batch { arguments.run.threads.unwrap_or_else(cores).min(max) } else { NonZeroUsize::MIN }
}

/// Adds up the sizes of all inputs while the run goes on.
fn measure_inputs(arguments: &Extract, state: &Arc<State>) {
    if arguments.input.files_from.is_some() || arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return;
    }
    let (paths, state) = (arguments.paths.clone(), state.clone());
    // The thread only reads, and ends with the program.
    thread::spawn(move || {
        let files = paths.iter().flat_map(|path| walkdir::WalkDir::new(path).follow_links(true)).flatten();
        let sizes =
            files.filter(|file| file.file_type().is_file()).filter_map(|file| Some(file.metadata().ok()?.len()));
        state.total_bytes.store(sizes.sum(), Relaxed);
    });
}

/// Where the results go, and in which format.
struct Target {
    format: Format,
    /// Whether the first input is an archive or a corpus.
    is_records: bool,
    is_single: bool,
    output: Option<PathBuf>,
    folder: Option<Folder>,
    /// The terminal, if it shows a single page.
    screen: Option<Screen>,
}

impl Target {
    fn new(arguments: &Extract, sources: &Sources, stdin: Option<&Opened>) -> Target {
        let is_records = begins_with_records(sources, stdin);
        let output = arguments.output.output.clone().filter(|path| path.as_os_str() != "-");
        if let Some(message) = output.as_deref().and_then(url_as_path) {
            exit_with_usage(message);
        }
        let named = output.as_deref().and_then(format_of_name);
        let has_fields = arguments.output.fields.is_some() || !arguments.output.with.is_empty();
        let is_list = arguments.input.files_from.is_some();
        let default = if is_records || is_list || has_fields { Format::Json } else { Format::Text };
        let format = arguments.output.format.or(named).unwrap_or(default);
        let is_folder =
            output.as_deref().is_some_and(|path| path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/"));
        let folder = output.as_deref().filter(|_| is_folder).map(|root| Folder::new(root, format));
        let inputs = arguments.paths.iter().chain(&arguments.input.files_from).map(PathBuf::as_path);
        let overlap = output.as_deref().and_then(|output| match &folder {
            Some(_) => overlap::folder_has_input(output, inputs),
            None => overlap::file_is_input(output, inputs),
        });
        if let Some(message) = overlap {
            exit_with_usage(message);
        }
        if arguments.run.resume && folder.is_none() && format != Format::Json {
            exit_with_usage(
                "--resume needs JSON Lines or a folder as --output: other formats do not tell which pages are done",
            );
        }
        let is_single = sources.is_single() && !is_records;
        let is_view = is_single && arguments.output.format.is_none() && format == Format::Text && output.is_none();
        let screen = (is_view && io::stdout().is_terminal()).then(Screen::of_stdout);
        Target { format, is_records, is_single, output, folder, screen }
    }

    /// Opens the output; with `--resume`, reads which pages it has.
    fn open(&self, arguments: &Extract) -> Result<(Done, Box<dyn Sink>), Box<dyn Error>> {
        if let Some(screen) = &self.screen {
            return Ok((Done::default(), Box::new(Pager::new(screen.clone(), !arguments.output.no_pager))));
        }
        let Some(path) = &self.output else {
            return Ok((Done::default(), self.sink(arguments, io::stdout(), Compression::None)?));
        };
        if let Some(folder) = &self.folder {
            return Ok((Done::default(), Box::new(folder.clone())));
        }
        let compression = Compression::of(path);
        let at_path = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        if arguments.run.resume {
            let (done, file) =
                Done::read(path, compression, arguments.filters.dedup).map_err(|error| at_path(&error))?;
            return Ok((done, self.sink(arguments, file, compression)?));
        }
        let file = File::create(path).map_err(|error| at_path(&error))?;
        Ok((Done::default(), self.sink(arguments, file, compression)?))
    }

    fn sink(
        &self,
        arguments: &Extract,
        out: impl Write + Send + 'static,
        compression: Compression,
    ) -> io::Result<Box<dyn Sink>> {
        #[cfg(feature = "parquet")]
        if self.format == Format::Parquet {
            let with: Vec<&str> = arguments.output.with.iter().map(|with| with.name()).collect();
            return Ok(Box::new(Parquet::new(out, arguments.output.fields.as_deref(), &with)));
        }
        let _ = arguments;
        Ok(Box::new(Stream::new(out, compression, self.format, !self.is_single)?))
    }

    /// Whether an input is the file that is written: it may be in an input folder.
    fn is_output(&self, name: &Name) -> bool {
        let output = self.output.as_deref().filter(|output| output.file_name() == name.path.file_name());
        output.is_some_and(|output| overlap::file_is_input(output, [name.path.as_path()]).is_some())
    }

    fn is_done(&self, done: &Done, name: &Name, place: Option<Place>, arguments: &Extract) -> bool {
        if self.is_output(name) {
            return true;
        }
        match &self.folder {
            Some(folder) => arguments.run.resume && folder.path(name, place).exists(),
            None => done.has(name, place, !arguments.run.unordered),
        }
    }
}

/// The format that the name of an output stands for.
fn format_of_name(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "jsonl" | "ndjson" | "json" => Some(Format::Json),
        "md" | "markdown" => Some(Format::Markdown),
        "html" | "htm" => Some(Format::Html),
        "txt" => Some(Format::Text),
        #[cfg(feature = "parquet")]
        "parquet" => Some(Format::Parquet),
        _ => None,
    }
}

/// Takes the results in order.
struct Writer<'a> {
    sink: Box<dyn Sink>,
    dedup: Dedup,
    state: &'a State,
    /// Whether the results go to the terminal that shows the progress.
    is_shared: bool,
}

impl Writer<'_> {
    fn take(&mut self, extraction: Extraction) -> io::Result<()> {
        let counts = &self.state.counts;
        let Extraction { origin, result, failure_record } = extraction;
        let at = At(&origin.name, origin.place);
        let page = match result {
            Ok(page) => page,
            Err(failure) => {
                counts.fail(failure.label());
                let url = origin.url.as_ref().filter(|_| origin.place.is_some());
                let url = url.map_or(String::new(), |url| format!(" ({url})"));
                counts.log.error(&format_args!("{at}{url}: {failure}"));
                return match failure_record {
                    Some(record) => self.write(|sink| sink.failure(&record)),
                    None => Ok(()),
                };
            }
        };
        let is_duplicate = page.dropped.is_none() && page.hash.is_some_and(|hash| !self.dedup.is_new(hash));
        if let Some(reason) = page.dropped.or(is_duplicate.then_some(Reason::Duplicate)) {
            counts.drop_page(reason.label());
            counts.log.note(&format_args!("{at}: filtered: {}", reason.label()));
            return Ok(());
        }
        if let Some(limit) = &page.limit {
            counts.over_limit.fetch_add(1, Relaxed);
            counts.log.error(&format_args!("{at}: extracted in part: {limit}"));
        }
        if page.has_text { &counts.extracted } else { &counts.without_text }.fetch_add(1, Relaxed);
        self.write(|sink| sink.page(&origin, &page.rendered))
    }

    fn write(&mut self, write: impl FnOnce(&mut dyn Sink) -> io::Result<()>) -> io::Result<()> {
        let sink = &mut *self.sink;
        if self.is_shared { self.state.counts.log.bar.suspend(|| write(sink)) } else { write(sink) }
    }
}

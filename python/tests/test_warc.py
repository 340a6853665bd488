"""Web archives in, record batches out."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import make_page
from warc_files import record, response, write_gzip

import maintext

pa = pytest.importorskip("pyarrow")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    info = record("warcinfo", "", "application/warc-fields", b"software: a test\r\n")
    request = record("request", "https://e.org/0", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n")
    image = response("https://e.org/image", b"\x89PNG\r\n\x1a\n", content_type="image/png")
    pages = [response(f"https://e.org/{number}", make_page(number).encode()) for number in range(30)]
    return write_gzip(tmp_path / "pages.warc.gz", [info, request, image, *pages])


def test_pages_of_an_archive_are_rows_in_order(archive: Path) -> None:
    batches = list(maintext.read_warc(archive, batch_rows=8))
    assert [batch.num_rows for batch in batches] == [8, 8, 8, 6]
    table = pa.Table.from_batches(batches)
    assert table.column("text").to_pylist() == [maintext.extract_text(make_page(number)) for number in range(30)]
    assert table.column("warc_url").to_pylist() == [f"https://e.org/{number}" for number in range(30)]
    assert table.column("error").null_count == 30


def test_all_columns_of_an_archive(archive: Path) -> None:
    batch = next(maintext.read_warc(str(archive), columns=maintext.WARC_COLUMNS, threads=1))
    row = batch.to_pylist()[0]
    assert (row["warc_url"], row["warc_date"], row["warc_id"]) == (
        "https://e.org/0", "2025-03-09T10:00:00Z", "<urn:test:https://e.org/0>",
    )  # fmt: skip
    assert (row["warc_status"], row["warc_content_type"], row["warc_record"]) == (200, "text/html; charset=utf-8", 4)
    assert row["warc_truncated"] is None and row["title"] == "The pier opens 0"
    member = archive.read_bytes()[row["warc_offset"] :]
    assert gzip.decompress(member).startswith(b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/0\r\n")


def test_an_open_file_gives_the_same_rows(archive: Path) -> None:
    expected = list(maintext.read_warc(archive, batch_rows=10))
    for threads in (1, 2):
        with archive.open("rb") as file:
            assert list(maintext.read_warc(file, batch_rows=10, threads=threads)) == expected


def test_broken_records_are_rows_with_their_place(tmp_path: Path) -> None:
    good = [response(f"https://e.org/{number}", make_page(number).encode()) for number in range(3)]
    broken = good[1].replace(b"Content-Length", b"Content-Width")
    path = write_gzip(tmp_path / "broken.warc.gz", [good[0], broken, good[2]])
    table = pa.Table.from_batches(maintext.read_warc(path))
    assert table.column("error_kind").to_pylist() == [None, "record", None]
    row = table.to_pylist()[1]
    assert (row["error"], row["text"]) == ("the record has no Content-Length", None)
    assert row["warc_offset"] == len(gzip.compress(good[0], mtime=0))
    assert table.column("text").to_pylist()[2] == maintext.extract_text(make_page(2))


def test_a_file_that_ends_within_a_record_has_the_pages_before(archive: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(archive.read_bytes()[:-100])
    kinds = pa.Table.from_batches(maintext.read_warc(cut)).column("error_kind").to_pylist()
    assert kinds == [None] * 29 + ["record"]


def test_texts_of_a_wet_file_are_read_as_lines(tmp_path: Path) -> None:
    lines = "Home\nNews\nLog in\n" + maintext.extract_text(make_page()) + "\nShare this post:\nMore like this"
    path = tmp_path / "texts.wet"
    path.write_bytes(record("conversion", "https://e.org/", "text/plain", lines.encode()))
    (row,) = pa.Table.from_batches(maintext.read_warc(path)).to_pylist()
    assert row["text"] == maintext.clean_text(lines) != ""


def test_options_are_those_of_an_extractor(archive: Path) -> None:
    batch = next(maintext.read_warc(archive, columns=["text"], content_selector="h2"))
    assert batch.column("text").to_pylist() == ["Times"] * 30
    batch = next(maintext.read_warc(archive, max_bytes=100))
    assert set(batch.column("error_kind").to_pylist()) == {"max_bytes"}


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        maintext.read_warc(tmp_path / "none.warc.gz")
    assert raised.value.filename == tmp_path / "none.warc.gz" and raised.value.errno == 2


def test_a_file_that_fails_raises_after_the_rows_before_it(archive: Path) -> None:
    class Failing:
        def __init__(self) -> None:
            self.data = archive.read_bytes()[:-2000]

        def read(self, count: int) -> bytes:
            if not self.data:
                raise ConnectionError("the network is down")
            data, self.data = self.data[:count], self.data[count:]
            return data

    rows = 0
    with pytest.raises(OSError, match="the network is down"):
        for batch in maintext.read_warc(Failing(), batch_rows=4):  # type: ignore[arg-type]
            rows += batch.num_rows
    assert 20 <= rows < 30


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"source": 7}, TypeError, "an archive is a path or a binary file with read\\(\\), not int"),
        ({"columns": "text"}, TypeError, "columns is 'text': expected a sequence of names"),
        ({"columns": ["warc"]}, ValueError, 'unknown column "warc": expected some of text, '),
        ({"batch_rows": 0}, ValueError, "batch_rows is 0: expected 1 or more"),
        ({"threads": 0}, ValueError, "threads is 0: expected 1 or more"),
        ({"max_tome": 1}, TypeError, 'unknown option "max_tome"'),
    ],
)
def test_wrong_arguments_raise(archive: Path, arguments: dict, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        maintext.read_warc(**{"source": archive, **arguments})


def test_columns_of_archives_are_no_columns_of_pages() -> None:
    with pytest.raises(ValueError, match='unknown column "warc_url"'):
        maintext.extract_batch(["<p>"], columns=["warc_url"])  # type: ignore[list-item]


def test_memory_is_bounded_by_two_batches(tmp_path: Path) -> None:
    """Reads an archive of 600 MB, uncompressed."""
    page = make_page().encode() + b"<!--" + b"x" * 300_000 + b"-->"
    path = write_gzip(tmp_path / "large.warc.gz", [response("https://e.org/", page)] * 2000)
    program = f"""
import resource, maintext, pyarrow
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert sum(batch.num_rows for batch in maintext.read_warc({str(path)!r}, threads=2)) == 2000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    pytest.importorskip("resource")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 200_000, "kilobytes on Linux"

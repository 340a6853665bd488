"""Columns of pages in, record batches out."""

import multiprocessing
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import make_page

import maintext

pa = pytest.importorskip("pyarrow")
PAGES = [make_page(number) for number in range(40)]
TEXTS = [maintext.extract_text(page) for page in PAGES]


def pages_in_all_forms() -> dict[str, object]:
    forms: dict[str, object] = {
        "list": PAGES,
        "list of bytes": [page.encode() for page in PAGES],
        "generator": (page for page in PAGES),
        "chunked": pa.chunked_array([PAGES[:7], [], PAGES[7:]]),
        "slice": pa.array(["x", *PAGES, "y"])[1:-1],
        "dictionary": pa.array(PAGES).dictionary_encode(),
    }
    for kind in [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()]:
        forms[str(kind)] = pa.array(PAGES).cast(kind)
    return forms


@pytest.mark.parametrize("form", pages_in_all_forms())
def test_every_form_of_a_column_gives_the_same_texts_in_order(form: str) -> None:
    batch = maintext.extract_batch(pages_in_all_forms()[form], threads=2)
    assert isinstance(batch, pa.RecordBatch)
    assert batch.column("text").to_pylist() == TEXTS
    assert batch.column("error").null_count == len(PAGES)


def test_a_generator_may_fill_its_buffer_again() -> None:
    buffer = bytearray()

    def pages():
        for page in PAGES[:4]:
            buffer[:] = page.encode()
            yield memoryview(bytes(buffer)) if page is PAGES[0] else buffer

    assert maintext.extract_batch(pages()).column("text").to_pylist() == TEXTS[:4]


def test_more_threads_than_pages_start_at_once() -> None:
    start = time.monotonic()
    assert maintext.extract_batch(PAGES[:2], threads=100_000).column("text").to_pylist() == TEXTS[:2]
    assert time.monotonic() - start < 10


def test_columns_of_polars_and_pandas() -> None:
    polars = pytest.importorskip("polars")
    pandas = pytest.importorskip("pandas")
    series = polars.Series(PAGES)
    for pages in [
        series,
        polars.concat([series[:9], series[9:]], rechunk=False),
        series.cast(polars.Categorical),
        polars.Series([page.encode() for page in PAGES]),
        pandas.Series(PAGES),
        pandas.Series(PAGES, dtype="category"),
        pandas.Series([page.encode() for page in PAGES]),
    ]:
        assert maintext.extract_batch(pages).column("text").to_pylist() == TEXTS
    mixed = pandas.Series([PAGES[0], None, 7], dtype=object)
    assert maintext.extract_batch(mixed).column("text").to_pylist() == [TEXTS[0], None, None]


def test_all_columns_have_the_values_of_the_article() -> None:
    batch = maintext.extract_batch([PAGES[3].encode()], columns=maintext.BATCH_COLUMNS)
    (row,) = batch.to_pylist()
    article = maintext.extract(PAGES[3].encode())
    metadata = article.metadata
    assert row == {
        "text": article.text,
        "markdown": article.markdown(),
        "html": article.html(),
        "title": article.title,
        "authors": ["Jane Doe"],
        "date": "2025-03-09",
        "published": "2025-03-09",
        "modified": None,
        "site_name": metadata.site_name,
        "description": metadata.description,
        "language": "en",
        "url": "https://courier.example/pier/3",
        "image": None,
        "categories": [],
        "tags": [],
        "license": None,
        "page_type": metadata.page_type,
        "comments": [comment.to_dict() for comment in article.comments],
        "confidence": article.confidence,
        "is_article": True,
        "source": "page",
        "charset": "UTF-8",
        "error_kind": None,
        "error": None,
    }
    assert row["comments"][0]["author"] == "John Roe"


def test_pages_that_fail_are_rows_with_errors() -> None:
    pages = [
        PAGES[0], None, 7, "<p>\udc80", b"\x1f\x8b\x08\0", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>",
        '{"name": "value", "list": [1, 2, 3]}', "<p>one<p>two<p>three<p>" * 500, b"", PAGES[1],
    ]  # fmt: skip
    batch = maintext.extract_batch(pages, columns=["text", "error_kind"], max_nodes=1000)
    kinds = [None, "null", "type", "type", "compressed", "not_html", "text_file", "max_nodes", None, None]
    assert batch.column("error_kind").to_pylist() == kinds
    assert batch.schema.names == ["text", "error_kind", "error"]
    texts, errors = batch.column("text").to_pylist(), batch.column("error").to_pylist()
    assert (texts[0], texts[-2], texts[-1]) == (TEXTS[0], "", TEXTS[1])
    assert errors[1] == "expected a page, found null"
    assert errors[2] == "expected str or bytes, found int"
    assert "lone surrogates are not text" in errors[3]
    assert texts[7] is not None, "what was read before the limit"
    assert [text for text, kind in zip(texts, kinds, strict=True) if kind not in (None, "max_nodes")] == [None] * 6


def test_an_output_beyond_a_limit_is_an_error_of_its_row() -> None:
    page = "<p>A sentence about <a href='https://example.org/rivers'>rivers</a>, which is here.<p>Another one, after it."
    batch = maintext.extract_batch([page], columns=["markdown", "error_kind"], content_selector="body", max_output_bytes=80)
    assert batch.to_pylist()[0]["error_kind"] == "max_output_bytes"


def test_invalid_utf8_in_a_string_array_is_read_as_bytes() -> None:
    data = "<p>Cafés are places where people meet, drink, and talk about the news of the day.".encode("latin1")
    offsets = pa.py_buffer(memoryview(bytearray((0).to_bytes(4, "little") + len(data).to_bytes(4, "little"))))
    array = pa.Array.from_buffers(pa.string(), 1, [None, offsets, pa.py_buffer(data)])
    assert maintext.extract_batch(array).column("text").to_pylist()[0].startswith("Cafés")


def test_urls_and_content_types_belong_to_their_pages() -> None:
    page = "<p>Дни are places where <a href='talk'>people</a> meet, drink, and talk about the news of the day."
    batch = maintext.extract_batch(
        [page, page.encode("cp1251"), page],
        urls=["https://a.example/x/", None, b"https://c.example/"],
        content_types=pa.array([None, "text/html; charset=windows-1251", None]),
        columns=["markdown", "charset"],
    )
    markdown = batch.column("markdown").to_pylist()
    assert "https://a.example/x/talk" in markdown[0] and "(talk)" in markdown[1] and "https://c.example/talk" in markdown[2]
    assert batch.column("charset").to_pylist() == [None, "windows-1251", None]


def test_an_extractor_has_batches_too() -> None:
    batch = maintext.Extractor(content_selector="h2").extract_batch(PAGES, columns=["text"], threads=1)
    assert batch.column("text").to_pylist() == ["Times"] * len(PAGES)
    assert maintext.extract_batch(["Home\nNews"], plain=True, columns=["text"]).num_rows == 1


def test_no_pages_give_no_rows_with_the_same_columns() -> None:
    schema = maintext.extract_batch(PAGES[:1]).schema
    for nothing in [[], pa.array([], pa.string()), pa.chunked_array([], pa.string())]:
        batch = maintext.extract_batch(nothing)
        assert (batch.num_rows, batch.schema) == (0, schema)
    assert maintext.extract_batch(pa.nulls(3)).column("error").null_count == 0


def test_a_million_empty_pages_are_a_million_rows() -> None:
    batch = maintext.extract_batch(pa.repeat(pa.scalar(""), 1_000_000), columns=["text"])
    assert batch.num_rows == 1_000_000 and batch.column("error").null_count == 1_000_000
    assert batch.column("text").null_count == 0


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"pages": "<p>"}, TypeError, "pages is a single str: expected a column or a list"),
        ({"pages": {"html": PAGES}}, TypeError, "pages is dict: expected an Arrow array or an iterable of pages"),
        ({"pages": 7}, TypeError, "pages is int: expected an Arrow array or an iterable of pages"),
        ({"pages": pa.array([1, 2])}, TypeError, "pages is an Arrow array of Int64: expected strings or binaries"),
        ({"pages": pa.table({"html": PAGES})}, TypeError, "pages is a table: expected one of its columns"),
        ({"pages": PAGES, "urls": ["a"]}, ValueError, "urls has 1 values: expected one for each of 40 pages"),
        ({"pages": PAGES[:2], "urls": [None, 1]}, TypeError, r"urls\[1\]: expected str or bytes, found int"),
        ({"pages": PAGES, "columns": ["txt"]}, ValueError, 'unknown column "txt": expected some of text, '),
        ({"pages": PAGES, "columns": "text"}, TypeError, "columns is 'text': expected a sequence of names"),
        ({"pages": PAGES, "columns": ["text", "text"]}, ValueError, 'columns has "text" twice'),
        ({"pages": PAGES, "threads": 0}, ValueError, "threads is 0: expected 1 or more"),
        ({"pages": PAGES, "max_time": -1}, ValueError, "max_time is -1"),
    ],
)
def test_wrong_arguments_raise(arguments: dict, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        maintext.extract_batch(**arguments)


def test_a_forked_process_can_extract_after_its_parent_did() -> None:
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("no fork")
    maintext.extract_batch(PAGES, threads=2)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(texts_of_batch).get(timeout=60) == TEXTS


def texts_of_batch() -> list[str]:
    return maintext.extract_batch(PAGES, threads=2).column("text").to_pylist()


def test_an_interrupt_ends_a_long_batch() -> None:
    program = "import maintext, pyarrow as pa; print('go', flush=True); maintext.extract_batch(pa.repeat('<p>A.' * 40, 1_000_000))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"go\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert b"KeyboardInterrupt" in errors


def test_memory_of_a_batch_is_bounded_by_its_result() -> None:
    """Reads 400 MB of pages from one array, with one text of 2 MB."""
    program = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import resource
import pyarrow as pa, maintext
from conftest import make_page
page = make_page() + "<!--" + "x" * 200_000 + "-->"
pages = pa.repeat(page, 2000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
batch = maintext.extract_batch(pages, columns=["text"], threads=2)
assert batch.num_rows == 2000 and batch.column("error").null_count == 2000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    pytest.importorskip("resource")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 60_000, "kilobytes on Linux"

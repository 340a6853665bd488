"""Columns of pages, in any form that Python has for them, for the extension module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from maintext import _maintext

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

    from maintext._types import Column, Options

BATCH_COLUMNS: tuple[str, ...] = tuple(_maintext.batch_columns())
"""The columns that `extract_batch` can return."""
DEFAULT_COLUMNS: tuple[Column, ...] = (
    "text",
    "title",
    "authors",
    "date",
    "language",
    "url",
    "page_type",
    "confidence",
    "error",
)


def extract_batch(
    pages: Any,
    *,
    urls: Any = None,
    content_types: Any = None,
    columns: Sequence[Column] | None = None,
    plain: bool = False,
    sniffing: bool = True,
    threads: int | None = None,
    **options: Unpack[Options],
) -> pa.RecordBatch:
    """Extracts many pages on many threads, and returns one row for each, in order.

    `pages` is an Arrow array of strings or binaries (of pyarrow, polars, pandas or anything else with the Arrow C data
    interface, chunked or not), which is not copied, or an iterable of str, bytes and None. `urls` and `content_types`
    have a value or None for each page. The other keywords are the options of `Extractor`.

    A page that fails is a row with an error: no page raises an exception. If a page exceeds a limit, the other columns
    have what was read before. The column "error" is always among the columns, and null if all went well; "error_kind" is
    "compressed", "not_html", "text_file", "null", "type", "internal", or the name of a limit, such as "max_time".
    `maintext.BATCH_COLUMNS` has the names of all columns; by default these are "text", "title", "authors", "date",
    "language", "url", "page_type" and "confidence".

    `threads` is the number of threads, by default one for each core, and at most 256. The result and the pages that are being read are
    in memory, and not more.

    Needs pyarrow: `pip install maintext[arrow]`.

    Raises TypeError or ValueError if an argument is wrong as a whole.
    """
    extractor = _maintext.Extractor(**options)
    return extract_with(
        extractor,
        pages,
        urls=urls,
        content_types=content_types,
        columns=columns,
        plain=plain,
        sniffing=sniffing,
        threads=threads,
    )


def extract_with(
    extractor: _maintext.Extractor,
    pages: Any,
    *,
    urls: Any = None,
    content_types: Any = None,
    columns: Sequence[Column] | None = None,
    plain: bool = False,
    sniffing: bool = True,
    threads: int | None = None,
) -> pa.RecordBatch:
    """Extracts many pages with an extractor; see `extract_batch`."""
    if isinstance(columns, str):
        raise TypeError(f"columns is {columns!r}: expected a sequence of names")
    return _maintext.extract_batch(
        extractor,
        _column("pages", pages),
        None if urls is None else _column("urls", urls),
        None if content_types is None else _column("content_types", content_types),
        list(DEFAULT_COLUMNS if columns is None else columns),
        (plain, sniffing),
        threads,
    )


def _column(name: str, values: Any) -> tuple[pa.Array, ...] | list[Any]:
    """Returns the chunks of an Arrow column as a tuple, or a list of objects."""
    import pyarrow as pa

    if isinstance(values, (str, bytes, bytearray, memoryview)):
        raise TypeError(f"{name} is a single {type(values).__name__}: expected a column or a list")
    if isinstance(values, (pa.RecordBatch, pa.Table)):
        raise TypeError(f"{name} is a table: expected one of its columns")
    if not isinstance(values, (pa.Array, pa.ChunkedArray)):
        arrow = _to_arrow(values)
        if arrow is None:
            if not isinstance(values, Iterable) or isinstance(values, (Mapping, Set)):
                raise TypeError(f"{name} is {type(values).__name__}: expected an Arrow array or an iterable of pages")
            return values if isinstance(values, list) else [_unchanging(value) for value in values]
        values = arrow
    chunks = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
    return tuple(_decoded(chunk) for chunk in chunks)


def _unchanging(value: Any) -> Any:
    """Returns a copy of a buffer that its owner may fill again before all pages are collected."""
    if value is None or isinstance(value, (str, bytes)):
        return value
    try:
        return memoryview(value).tobytes(order="C")
    except (TypeError, ValueError):
        return value


def _to_arrow(values: Any) -> pa.Array | pa.ChunkedArray | None:
    """Returns a column of another library; None for what is no Arrow column, such as objects of different types."""
    import pyarrow as pa

    try:
        if hasattr(values, "__arrow_c_array__"):
            return pa.array(values)
        if hasattr(values, "__arrow_c_stream__"):
            return pa.chunked_array(values)
        if type(values).__module__.startswith("pandas."):
            return pa.array(values, from_pandas=True)
    except (pa.ArrowException, UnicodeEncodeError):
        return None
    return None


def _decoded(chunk: pa.Array) -> pa.Array:
    """Returns the values of an array in an encoding that the extension module reads."""
    import pyarrow as pa

    if pa.types.is_dictionary(chunk.type):
        values = chunk.dictionary
        # Views cannot be taken by index.
        if pa.types.is_string_view(values.type):
            values = values.cast(pa.large_string())
        return values.take(chunk.indices)
    if pa.types.is_null(chunk.type):
        return chunk.cast(pa.string())
    if pa.types.is_fixed_size_binary(chunk.type):
        return chunk.cast(pa.binary())
    if pa.types.is_string(chunk.type) or pa.types.is_large_string(chunk.type):
        return _as_bytes_if_invalid(chunk)
    return chunk


def _as_bytes_if_invalid(chunk: pa.Array) -> pa.Array:
    """Returns an array of strings that has invalid UTF-8 as one of bytes, which are decoded like those of any page."""
    import pyarrow as pa

    try:
        chunk.validate(full=True)
    except pa.ArrowInvalid:
        return chunk.view(pa.binary() if pa.types.is_string(chunk.type) else pa.large_binary())
    return chunk

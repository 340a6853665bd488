"""Web archives to record batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from maintext import _maintext

if TYPE_CHECKING:
    import os

    import pyarrow as pa
    from typing_extensions import Unpack

    from maintext._types import Options, WarcColumn

WARC_COLUMNS: tuple[str, ...] = tuple(_maintext.warc_columns())
"""The columns that `read_warc` can return."""
DEFAULT_WARC_COLUMNS: tuple[WarcColumn, ...] = (
    "warc_url",
    "warc_date",
    "warc_id",
    "warc_offset",
    "text",
    "title",
    "language",
    "page_type",
    "confidence",
    "error_kind",
    "error",
)


def read_warc(
    source: str | os.PathLike[str] | IO[bytes],
    *,
    columns: Sequence[WarcColumn] | None = None,
    batch_rows: int = 512,
    max_record_bytes: int = 128 << 20,
    sniffing: bool = True,
    threads: int | None = None,
    **options: Unpack[Options],
) -> Iterator[pa.RecordBatch]:
    """Extracts the pages of a WARC file or the texts of a WET file, plain or compressed with gzip or zstd.

    `source` is a path, or a binary file with `read`, such as one that fsspec or boto3 has opened. The file is read once,
    from the start to the end, and the next batch is read while one is extracted.

    Each row is a page or a text, in the order of the file; other records, such as requests and images, have no row. A
    broken record is a row with an error, "record" as its "error_kind", and the place where it begins: "warc_offset" is
    the offset that CDX files have. A page that fails is a row with an error, as in `extract_batch`. The columns "warc_..."
    are what the archive says; `maintext.WARC_COLUMNS` has the names of all columns.

    A batch has at most `batch_rows` rows, and fewer if the records are large. Memory is bounded by two batches: at most
    64 MiB of stored pages and one record more for each batch, and the texts that they give.

    The other keywords are the options of `Extractor`. Needs pyarrow: `pip install maintext[arrow]`.

    Raises OSError if the file cannot be opened or read any further; the rows before it were returned then.
    """
    if isinstance(columns, str):
        raise TypeError(f"columns is {columns!r}: expected a sequence of names")
    if batch_rows < 1:
        raise ValueError(f"batch_rows is {batch_rows}: expected 1 or more")
    extractor = _maintext.Extractor(**options)
    names: list[Any] = list(DEFAULT_WARC_COLUMNS if columns is None else columns)
    return _maintext.WarcBatches(extractor, source, names, batch_rows, max_record_bytes, sniffing, threads)

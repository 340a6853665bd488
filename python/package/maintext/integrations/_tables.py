"""Record batches with the plain types that engines exchange, and archives by their paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

import maintext
from maintext import _maintext


def plain_type(kind: pa.DataType) -> pa.DataType:
    """Returns the type that Parquet and Spark have for a type of `extract_batch`."""
    if pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_uint64(kind) or pa.types.is_uint32(kind):
        return pa.int64()
    if pa.types.is_list(kind):
        return pa.list_(plain_type(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, plain_type(field.type)) for field in kind])
    return kind


def plain_schema(columns: Sequence[str]) -> pa.Schema:
    """Returns the schema of a batch with these columns and the column "error"."""
    return _plain(_maintext.empty_batch(list(columns)).schema)


def plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Returns the batch with plain types."""
    return batch.cast(_plain(batch.schema))


def _plain(schema: pa.Schema) -> pa.Schema:
    return pa.schema([pa.field(field.name, plain_type(field.type)) for field in schema])


@contextmanager
def opened(path: str) -> Iterator[Any]:
    """Gives what `read_warc` takes for a local path, or for a URL that fsspec can open, such as s3://..."""
    if "://" not in path:
        yield path
        return
    import fsspec

    with fsspec.open(path, "rb") as file:
        yield file


def batches_of_archive(path: str, arguments: dict[str, Any]) -> Iterator[pa.RecordBatch]:
    """Returns the rows of an archive, each with its path. An archive that cannot be read raises OSError."""
    with opened(path) as source:
        for batch in maintext.read_warc(source, threads=1, **arguments):
            paths = pa.repeat(pa.scalar(path, pa.string()), batch.num_rows)
            yield plain(batch).add_column(0, "warc_path", paths)

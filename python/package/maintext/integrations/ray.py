"""Extraction with Ray Data: `pip install maintext[arrow] "ray[data]"`.

    import ray
    from maintext.integrations import ray as maintext_ray

    pages = ray.data.read_parquet("pages.parquet")
    texts = pages.map_batches(maintext_ray.Extract("html", url="url"), batch_format="pyarrow", batch_size=256)
    texts = maintext_ray.read_warcs(paths)
    maintext_ray.write_tables(texts, "texts", "failed")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import ray.data

import maintext
from maintext._batch import DEFAULT_COLUMNS
from maintext._warc import DEFAULT_WARC_COLUMNS
from maintext.integrations._tables import batches_of_archive, plain

if TYPE_CHECKING:
    from maintext._types import Column, WarcColumn


class Extract:
    """A function for `Dataset.map_batches(..., batch_format="pyarrow")`.

    Replaces the column `html`, of strings or binaries, by the main texts and facts of the pages. The other columns stay; a
    new column whose name they have replaces theirs. `url` and `content_type` are names of columns. `columns` are those of
    `maintext.extract_batch`, and options those of `maintext.Extractor`.
    """

    def __init__(
        self,
        html: str,
        *,
        url: str | None = None,
        content_type: str | None = None,
        columns: Sequence[Column] = DEFAULT_COLUMNS,
        **options: Any,
    ) -> None:
        self.html = html
        self.url = url
        self.content_type = content_type
        self.columns = tuple(columns)
        self.extractor = maintext.Extractor(**options)

    def __call__(self, pages: pa.Table) -> pa.Table:
        """Returns the table of a batch."""
        made = self.extractor.extract_batch(
            pages.column(self.html),
            urls=None if self.url is None else pages.column(self.url),
            content_types=None if self.content_type is None else pages.column(self.content_type),
            columns=self.columns,
            threads=1,
        )
        made = plain(made)
        kept = [name for name in pages.column_names if name != self.html and name not in made.schema.names]
        arrays = [pages.column(name) for name in kept] + made.columns
        return pa.Table.from_arrays(arrays, names=kept + made.schema.names)


class ReadWarcs:
    """A function for `Dataset.map_batches(..., batch_format="pyarrow", batch_size=1)` over a table with a column "path"."""

    def __init__(self, columns: Sequence[WarcColumn] = DEFAULT_WARC_COLUMNS, **arguments: Any) -> None:
        self.arguments = {"columns": list(columns), **arguments}

    def __call__(self, paths: pa.Table) -> Iterator[pa.Table]:
        """Returns the tables of the archives."""
        for path in paths.column("path").to_pylist():
            for batch in batches_of_archive(path, self.arguments):
                yield pa.Table.from_batches([batch])


def read_warcs(
    paths: Iterable[str], *, columns: Sequence[WarcColumn] = DEFAULT_WARC_COLUMNS, **arguments: Any
) -> ray.data.Dataset:
    """Returns the pages of WARC files, with the path of each file as "warc_path".

    Each file is a task. Paths are those of files that all workers see, or URLs that fsspec can open. `columns` and
    `arguments` are those of `maintext.read_warc`. Ray runs a task again if its worker dies.
    """
    listed = list(paths)
    dataset = ray.data.from_arrow(pa.table({"path": listed})).repartition(max(1, len(listed)))
    return dataset.map_batches(ReadWarcs(columns, **arguments), batch_format="pyarrow", batch_size=1)


def write_tables(pages: ray.data.Dataset, good: str, bad: str) -> None:
    """Writes pages as Parquet, and those with an error as a table of their own, from one pass over the pages.

    The rows are in Ray's object store in between, which spills to disk if it is full.
    """
    rows = pages.materialize()
    rows.map_batches(_without_error, batch_format="pyarrow").write_parquet(good)
    rows.map_batches(_with_error, batch_format="pyarrow").write_parquet(bad)


def _without_error(rows: pa.Table) -> pa.Table:
    return rows.filter(rows.column("error").is_null())


def _with_error(rows: pa.Table) -> pa.Table:
    return rows.filter(rows.column("error").is_valid())

"""Extraction on a Spark cluster: `pip install maintext[arrow] pyspark`, on the driver and on all workers.

Both functions return a DataFrame, which Spark computes in its executors when it is written:

    from maintext.integrations import spark as maintext_spark

    pages = maintext_spark.read_warcs(session, paths)
    maintext_spark.write_tables(pages, "s3a://bucket/texts", "s3a://bucket/failed")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, BooleanType, DataType, DoubleType, LongType, StringType, StructField, StructType

import maintext
from maintext._batch import DEFAULT_COLUMNS
from maintext._warc import DEFAULT_WARC_COLUMNS
from maintext.integrations._tables import batches_of_archive, plain, plain_schema

if TYPE_CHECKING:
    from maintext._types import Column, WarcColumn


def extract_column(
    pages: DataFrame,
    html: str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    columns: Sequence[Column] = DEFAULT_COLUMNS,
    **options: Any,
) -> DataFrame:
    """Replaces the column `html`, of strings or binaries, by the main texts and facts of the pages.

    The other columns stay; a new column whose name they have replaces theirs. `url` and `content_type` are names of columns.
    `columns` are those of `maintext.extract_batch`, and options those of `maintext.Extractor`.

    A worker holds one batch of pages and its texts. The settings `spark.sql.execution.arrow.maxRecordsPerBatch` (by
    default 10,000 pages, which is much) and `spark.sql.execution.arrow.maxBytesPerBatch` bound it.
    """
    made = plain_schema(columns)
    kept = [field for field in pages.schema.fields if field.name != html and field.name not in made.names]
    schema = StructType(kept + _fields(made))
    extractor = maintext.Extractor(**options)

    def extract(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            made = plain(
                extractor.extract_batch(
                    batch.column(html),
                    urls=None if url is None else batch.column(url),
                    content_types=None if content_type is None else batch.column(content_type),
                    columns=columns,
                    threads=1,
                )
            )
            arrays = [batch.column(field.name) for field in kept] + made.columns
            yield pa.RecordBatch.from_arrays(arrays, names=schema.names)

    return pages.mapInArrow(extract, schema)


def read_warcs(
    session: SparkSession,
    paths: Iterable[str],
    *,
    columns: Sequence[WarcColumn] = DEFAULT_WARC_COLUMNS,
    **arguments: Any,
) -> DataFrame:
    """Returns the pages of WARC files, with the path of each file as "warc_path".

    Each file is a partition and a task. Paths are those of files that all workers see, or URLs that fsspec can open, such as
    s3://... (`pip install fsspec s3fs`). `columns` and `arguments` are those of `maintext.read_warc`.

    A file that cannot be opened or read any further fails its task, which Spark tries again.
    """
    schema = StructType([StructField("warc_path", StringType()), *_fields(plain_schema(columns))])
    arguments = {"columns": list(columns), **arguments}

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for path in batch.column("path").to_pylist():
                yield from batches_of_archive(path, arguments)

    listed = list(paths)
    # A partition for each path; a table would hash several into one.
    rows = session.sparkContext.parallelize([(path,) for path in listed], max(1, len(listed)))
    return session.createDataFrame(rows, "path string").mapInArrow(read, schema)


def write_tables(pages: DataFrame, good: str, bad: str) -> None:
    """Writes pages as Parquet, and those with an error as a table of their own, from one pass over the pages.

    The pages are on the disks of the executors in between. If an executor is lost, Spark computes its pages again, with the
    same result; each table is committed as a whole, so that no page is lost or doubled.
    """
    pages = pages.persist(StorageLevel.DISK_ONLY)
    try:
        pages.filter(F.col("error").isNull()).write.parquet(good)
        pages.filter(F.col("error").isNotNull()).write.parquet(bad)
    finally:
        pages.unpersist()


def _fields(schema: pa.Schema) -> list[StructField]:
    return [StructField(field.name, _spark_type(field.type)) for field in schema]


def _spark_type(kind: pa.DataType) -> DataType:
    if pa.types.is_list(kind):
        return ArrayType(_spark_type(kind.value_type))
    if pa.types.is_struct(kind):
        return StructType([StructField(field.name, _spark_type(field.type)) for field in kind])
    if pa.types.is_float64(kind):
        return DoubleType()
    if pa.types.is_boolean(kind):
        return BooleanType()
    if pa.types.is_int64(kind):
        return LongType()
    return StringType()

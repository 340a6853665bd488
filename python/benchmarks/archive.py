"""Measures read_warc on one core: pages/s, bytes in and out, and the peak memory of the process.

    python python/benchmarks/archive.py FOLDER

Packs the pages of FOLDER (`html/*.html.gz`) into an archive in which each record is compressed by itself, as Common Crawl's
are, and reads it as a task of a cluster does: with one thread, from WARC to Parquet.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{name}\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
    "WARC-Record-ID: <urn:page:{name}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
)


def write_archive(folder: Path, path: Path, copies: int) -> int:
    """Writes the pages several times; returns their number."""
    pages = sorted(folder.glob("html/*.html.gz"))
    packed = []
    for page in pages:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + gzip.decompress(page.read_bytes())
        record = RECORD.format(name=page.name, length=len(body)).encode() + body + b"\r\n\r\n"
        packed.append(gzip.compress(record, 6))
    with path.open("wb") as archive:
        for _ in range(copies):
            archive.writelines(packed)
    return len(pages) * copies


def read(path: str, out: str) -> tuple[float, float, int]:
    """Reads an archive and writes Parquet; returns the processor time, the memory and the rows."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    import maintext

    start = time.process_time()
    rows = 0
    writer = None
    for batch in maintext.read_warc(path, threads=1, max_time=10):
        table = pa.Table.from_batches([batch])
        writer = writer or parquet.ParquetWriter(out, table.schema, compression="zstd")
        writer.write_table(table)
        rows += batch.num_rows
    if writer:
        writer.close()
    return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=4, help="times that each page is in the archive")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "pages.warc.gz"), Path(folder, "texts.parquet")
        pages = write_archive(arguments.folder, path, arguments.copies)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, megabytes, rows = pool.apply(read, (str(path), str(out)))
        assert rows == pages
        print(f"{pages} pages, {path.stat().st_size / pages / 1000:.1f} KB a page compressed")
        print(f"{pages / seconds:.0f} pages/s of processor time, {megabytes:.0f} MB peak memory of the process")
        print(f"{out.stat().st_size / pages / 1000:.2f} KB of Parquet a page (zstd)")
        print(f"3 billion pages: {3e9 / pages * seconds / 3600:.0f} core hours, ", end="")
        print(f"{path.stat().st_size / pages * 3e9 / 1e12:.0f} TB in, {out.stat().st_size / pages * 3e9 / 1e12:.1f} TB out")


if __name__ == "__main__":
    main()

"""Runs extract_batch in a loop and reports the memory of the process, which must stay flat.

    python python/benchmarks/soak.py FOLDER --minutes 60

FOLDER has the layout of WCXB (`html/*.html.gz`), or pages as `*.html`.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from pathlib import Path

import maintext

PAGES_OF_BATCH = 200


def resident_megabytes() -> float:
    """Returns the resident memory of this process (Linux)."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def read_pages(folder: Path) -> list[bytes]:
    packed = sorted(folder.glob("html/*.html.gz"))
    return [gzip.decompress(path.read_bytes()) for path in packed] or [path.read_bytes() for path in folder.glob("*.html")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--threads", type=int)
    arguments = parser.parse_args()
    pages = read_pages(arguments.folder)
    # Some rows fail in every batch.
    pages += [b"", b"\x1f\x8b\x08\0", b"%PDF-1.7\n", "<div>".encode() * 100_000]
    order = random.Random(7)
    start = time.monotonic()
    reported, count = -1, 0
    first = last = 0.0
    while (elapsed := (time.monotonic() - start) / 60) < arguments.minutes:
        batch = maintext.extract_batch(
            order.sample(pages, min(PAGES_OF_BATCH, len(pages))),
            columns=["text", "markdown", "title", "authors", "comments", "error"],
            threads=arguments.threads,
        )
        count += batch.num_rows
        if int(elapsed) > reported:
            reported = int(elapsed)
            last = resident_megabytes()
            # The first minute fills the allocator's caches.
            first = first if reported > 1 else last
            print(f"{reported:3} min  {count:9} pages  {last:7.1f} MB", flush=True)
    print(f"memory after the first minute {first:.1f} MB, at the end {last:.1f} MB, {count} pages")


if __name__ == "__main__":
    main()

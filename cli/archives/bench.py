"""Compares `maintext` with FastWARC + resiliparse: pages per second from WARC to JSON Lines on one and two cores, and memory.

Usage: python bench.py PROGRAM [ARCHIVE]

Without an archive, one is made of 3,000 generated pages. Each program runs three times, in turn; the best time counts.
"""

import gzip
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pages import page

RUNS = 3


def archive(path: Path) -> None:
    with path.open("wb") as file:
        for number in range(3000):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number).encode()
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))


def measure(command: list[str], cores: int, output: Path) -> tuple[float, float, int]:
    """Seconds, peak megabytes of a process, and lines of the output."""
    start = time.perf_counter()
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, range(cores))
        )
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert os.waitstatus_to_exitcode(status) in (0, 1), command
    return seconds, usage.ru_maxrss / 1024, output.read_bytes().count(b"\n")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    source = Path(sys.argv[2]) if len(sys.argv) > 2 else folder / "made.warc.gz"
    if len(sys.argv) <= 2:
        archive(source)
    peer = str(Path(__file__).with_name("peer.py"))
    programs = {
        "maintext, all fields": lambda cores: [sys.argv[1], "-q", "-j", str(cores), str(source)],
        "maintext, the same fields": lambda cores: [
            sys.argv[1], "-q", "-j", str(cores), "--fields", "url,title,text", str(source)
        ],
        "FastWARC + resiliparse": lambda cores: [sys.executable, peer, str(source), str(cores)],
    }
    print("| cores | program | pages/s | peak MB of the main process, or of this script if that is more |\n| --- | --- | --- | --- |")
    for cores in (1, 2):
        best: dict[str, tuple[float, float, int]] = {}
        for _ in range(RUNS):
            for label, command in programs.items():
                found = measure(command(cores), cores, folder / "out.jsonl")
                best[label] = min(best.get(label, found), found)
        for label, (seconds, megabytes, lines) in best.items():
            print(f"| {cores} | {label} | {lines / seconds:.0f} | {megabytes:.0f} |")
        ours, theirs = best["maintext, all fields"], best["FastWARC + resiliparse"]
        print(f"| {cores} | ratio, all fields | {ours[2] / ours[0] / (theirs[2] / theirs[0]):.2f} | |")

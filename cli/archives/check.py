"""Writes archives with warcio and FastWARC, reads them with `maintext`, and compares each text byte by byte.

Usage: python check.py PROGRAM
"""

import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import brotli
import zstandard
from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pages import page, paragraphs

PROGRAM = sys.argv[1]
LETTERS = " Ünïcödé naïve café"


def run(*arguments: str, stdin: bytes | None = None, status: int = 0) -> tuple[list[dict], str]:
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, check=False)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode()[-2000:])
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def expected(number: int, letters: str = "") -> str:
    return "\n\n".join(paragraph + letters for paragraph in paragraphs(number))


def check_text(record: dict, number: int, letters: str = "") -> None:
    assert record["text"].encode() == expected(number, letters).encode(), (record["path"], record["record"], record["text"])
    assert record["title"] == f"Story {number}"


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


class Warcio:
    """An archive that warcio writes."""

    def __init__(self, file, compress: bool):
        self.writer = WARCWriter(file, gzip=compress)

    def response(self, url: str, body: bytes, headers: list[tuple[str, str]], status: str = "200 OK", extra=None) -> None:
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=extra or {}
        )
        self.writer.write_record(record)

    def other(self, kind: str, url: str, body: bytes, content_type: str) -> None:
        record = self.writer.create_warc_record(url, kind, payload=io.BytesIO(body), warc_content_type=content_type)
        self.writer.write_record(record)


def every_coding(folder: Path) -> None:
    """Each content coding and charset, with other records between, in a plain and in a compressed archive."""
    html = page(1, LETTERS)
    latin = html.encode("latin-1")
    utf8 = html.encode()
    html_type = ("Content-Type", "text/html")
    cases = [
        (utf8, [("Content-Type", "text/html; charset=utf-8")]),
        (latin, [("Content-Type", "text/html; charset=ISO-8859-1")]),
        (gzip.compress(utf8), [html_type, ("Content-Encoding", "gzip")]),
        (brotli.compress(utf8), [html_type, ("Content-Encoding", "br")]),
        (zstandard.compress(utf8), [html_type, ("Content-Encoding", "zstd")]),
        (chunked(utf8), [html_type, ("Transfer-Encoding", "chunked")]),
        (chunked(gzip.compress(utf8)), [html_type, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
        # Crawlers decode bodies and keep the headers.
        (utf8, [html_type, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
        (utf8, []),
    ]
    for compress in (False, True):
        path = folder / f"codings.warc{'.gz' if compress else ''}"
        with path.open("wb") as file:
            archive = Warcio(file, compress)
            archive.other("warcinfo", "", b"software: warcio\r\n", "application/warc-fields")
            for at, (body, headers) in enumerate(cases):
                url = f"https://example.org/{at}"
                archive.other("request", url, b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", "application/http; msgtype=request")
                archive.response(url, body, headers)
                archive.response(url + ".png", b"\x89PNG\r\n\x1a\n", [("Content-Type", "image/png")])
            archive.response("https://example.org/cut", utf8[:-300], cases[0][1], extra={"WARC-Truncated": "length"})
            archive.response("https://example.org/none", b"<p>No.", cases[0][1], "404 Not Found")
            revisit = archive.writer.create_revisit_record(
                "https://example.org/0", "sha1:X", "https://example.org/0", "2026-11-30T10:00:00Z"
            )
            archive.writer.write_record(revisit)
        for records, messages in (run(str(path)), run(stdin=path.read_bytes())):
            assert [record["url"] for record in records] == [f"https://example.org/{at}" for at in range(len(cases))] + [
                "https://example.org/cut"
            ]
            for record in records:
                check_text(record, 1, LETTERS)
            assert records[-1]["truncated"] == "length"
            assert "1 revisit records" in messages and "1 responses with another status" in messages, messages
    # The same archive as zstd: a frame for each record, and one for all.
    plain = (folder / "codings.warc").read_bytes()
    at = [0] + [found for found in range(1, len(plain)) if plain.startswith(b"WARC/1.", found) and plain[found - 4 : found] == b"\r\n\r\n"]
    frames = b"".join(zstandard.compress(plain[start:end]) for start, end in zip(at, at[1:] + [len(plain)]))
    for name, data in (("frames.warc.zst", frames), ("one.warc.zst", zstandard.compress(plain)), ("one.warc.gz", gzip.compress(plain))):
        (folder / name).write_bytes(data)
        records, _ = run(str(folder / name))
        assert len(records) == len(cases) + 1
        for record in records:
            check_text(record, 1, LETTERS)
    print(f"{len(cases)} codings and charsets of warcio: texts are equal")


def fastwarc_archives(folder: Path) -> None:
    """Archives that FastWARC writes: plain, with gzip and with zstd."""
    for ending, writer in (("", None), (".gz", GzipWriter), (".zst", ZstdWriter)):
        path = folder / f"fast.warc{ending}"
        with path.open("wb") as file:
            stream = writer(file) if writer else file
            for number in range(50):
                body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number).encode()
                record = WarcRecord()
                record.init_headers(record_type=WarcRecordType.response)
                record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
                record.headers["Content-Type"] = "application/http; msgtype=response"
                record.set_bytes_content(body)
                record.write(stream)
            if writer:
                stream.close()
        records, _ = run(str(path))
        assert len(records) == 50, len(records)
        for number, record in enumerate(records):
            assert record["url"] == f"https://example.org/{number}"
            check_text(record, number)
    print("3 archives of FastWARC: texts are equal")


def broken(kind: int, record: bytes, chance: random.Random) -> bytes:
    """A gzip member with a broken record."""
    head, block = record.split(b"\r\n\r\n", 1)
    lines = head.split(b"\r\n")
    other = [line for line in lines if not line.lower().startswith(b"content-length")]
    whole = gzip.compress(record)

    def member(lines: list[bytes]) -> bytes:
        return gzip.compress(b"\r\n".join(lines) + b"\r\n\r\n" + block)

    match kind:
        case 0:  # no length
            return member(other)
        case 1:  # a length that is no number
            return member([*other, b"Content-Length: twelve"])
        case 2:  # a length that is too small
            return member([*other, b"Content-Length: 1000"])
        case 3:  # a length that is too large
            return member([*other, b"Content-Length: 99999999"])
        case 4:  # no version
            return gzip.compress(b"JUNK" + record[4:])
        case 5:  # a header line without a colon
            return member([lines[0], b"no colon here", *lines[1:]])
        case 6:  # a response without a valid status line
            return gzip.compress(record.replace(b"HTTP/1.1 200 OK", b"HTTP-1.1 200 OK"))
        case 7:  # a member that is cut
            return whole[: len(whole) // 2]
        case 8:  # a damaged member
            at = chance.randrange(len(whole) // 4, len(whole) // 2)
            return whole[:at] + bytes(byte ^ 0x5A for byte in whole[at : at + 40]) + whole[at + 40 :]
        case _:  # garbage between members
            return bytes(chance.randrange(256) for _ in range(3000))


def many_with_broken_records(folder: Path) -> None:
    """5,000 pages, and 100 broken records of ten kinds among them."""
    chance = random.Random(20)
    # Two damaged members side by side are one damage.
    places = set(chance.sample(range(10, 4990, 2), 100))
    path = folder / "many.warc.gz"
    kinds = 0
    with path.open("wb") as file:
        for number in range(5000):
            member = io.BytesIO()
            headers = [("Content-Type", "text/html; charset=utf-8")]
            Warcio(member, False).response(f"https://example.org/{number}", page(number).encode(), headers)
            record = member.getvalue()
            if number in places:
                file.write(broken(kinds % 10, record, chance))
                kinds += 1
            else:
                file.write(gzip.compress(record, 1))
    records, messages = run(str(path), status=1)
    good = {int(record["url"].rsplit("/", 1)[1]): record for record in records if "error" not in record}
    lost = set(range(5000)) - places - good.keys()
    assert not lost, f"pages after broken records were lost: {sorted(lost)}"
    for number, record in good.items():
        if number not in places:
            check_text(record, number)
    failed = [record for record in records if "error" in record]
    assert len(failed) == 100, (len(failed), messages[-1500:])
    assert all(record["record"] and record["offset"] is not None for record in failed)
    data = path.read_bytes()
    starts = [record["offset"] for record in records]
    assert starts == sorted(starts), "records are in the order of the archive"
    assert all(data[record["offset"] :].startswith(b"\x1f\x8b") for record in good.values())
    assert messages.count("record ") >= 100 and "4,900 extracted" in messages.replace("\n", " "), messages[-1500:]
    again, _ = run("--unordered", "-j", "3", str(path), status=1)
    key = lambda record: record["record"]  # noqa: E731
    assert sorted(again, key=key) == sorted(records, key=key)
    print("5,000 records, 100 of them broken in ten ways: each of the others is read, each of these is reported")


def wet(folder: Path) -> None:
    """Flattened text, as in WET files."""
    path = folder / "x.warc.wet.gz"
    with path.open("wb") as file:
        archive = Warcio(file, True)
        for number in range(20):
            text = "Home\nAbout\n" + "\n".join(paragraphs(number)) + "\nPrivacy\n"
            archive.other("conversion", f"https://example.org/{number}", text.encode(), "text/plain")
    records, _ = run(str(path))
    assert len(records) == 20
    for number, record in enumerate(records):
        assert all(paragraph in record["text"] for paragraph in paragraphs(number)), record["text"]
    print("20 WET records: texts have all paragraphs")


with tempfile.TemporaryDirectory() as name:
    every_coding(Path(name))
    fastwarc_archives(Path(name))
    many_with_broken_records(Path(name))
    wet(Path(name))

"""Writes web archives for the tests."""

from __future__ import annotations

import gzip
from pathlib import Path


def record(kind: str, url: str, content_type: str, block: bytes, *, length: int | None = None) -> bytes:
    """Returns one record; `length` is a wrong length."""
    header = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-09T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:test:{url}>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, *, content_type: str = "text/html; charset=utf-8", length: int | None = None) -> bytes:
    """Returns the record of an HTTP response."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    return record("response", url, "application/http; msgtype=response", http, length=length)


def write_gzip(path: Path, records: list[bytes]) -> Path:
    """Writes an archive in which each record is compressed by itself, as Common Crawl has them."""
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in records))
    return path

"""WARC to JSON Lines with FastWARC and resiliparse, as their documentation shows it: the program that `bench.py` compares with.

Usage: python peer.py ARCHIVE PROCESSES > OUTPUT
"""

import json
import sys
from multiprocessing import Pool

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree


def pages(path: str):
    with open(path, "rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            if "html" in (record.http_content_type or "html"):
                yield record.headers["WARC-Target-URI"], record.http_charset, record.reader.read()


def line(page: tuple[str, str | None, bytes]) -> str:
    url, charset, body = page
    tree = HTMLTree.parse(bytes_to_str(body, charset or detect_encoding(body)))
    text = extract_plain_text(tree, main_content=True, alt_texts=False)
    return json.dumps({"url": url, "title": tree.title, "text": text}, ensure_ascii=False)


if __name__ == "__main__":
    path, processes = sys.argv[1], int(sys.argv[2])
    if processes == 1:
        for page in pages(path):
            print(line(page))
    else:
        with Pool(processes) as pool:
            for text in pool.imap(line, pages(path), chunksize=16):
                print(text)

"""Compares extractors on the same annotated pages, in one run: quality, speed, memory and failures.

    python -m pip install maintext --requirement python/requirements/benchmarks.txt
    python python/benchmarks/compare.py FOLDER

FOLDER has the layout of WCXB: `html/<id>.html.gz` and `ground-truth/<id>.json`. Each extractor gets the bytes of a page and
returns its main text, with its own best settings. Extractors run in processes of their own, so that memory and crashes are
told apart, and take turns in each round, so that other load on the machine meets all of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

Extract = Callable[[bytes], str]
WORD = re.compile(r"\w+")


def maintext() -> Extract:
    from maintext import extract_text

    return extract_text


def trafilatura() -> Extract:
    from trafilatura import extract

    # The best F1 of its settings: favor_recall and favor_precision lower it.
    return lambda page: extract(page, include_comments=False) or ""


def resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(page: bytes) -> str:
        tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page)))
        return extract_plain_text(tree, main_content=True, alt_texts=False)

    return extract


def justext() -> Extract:
    from justext import get_stoplist, justext

    stop_words = get_stoplist("English")
    return lambda page: "\n".join(part.text for part in justext(page, stop_words) if not part.is_boilerplate)


def readability() -> Extract:
    from lxml.html import fromstring
    from readability import Document

    def extract(page: bytes) -> str:
        summary = Document(page.decode("utf-8", "replace")).summary(html_partial=True)
        return "\n".join(fromstring(summary).itertext())

    return extract


def newspaper() -> Extract:
    from newspaper import Article

    def extract(page: bytes) -> str:
        article = Article("https://example.org/", fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return extract


EXTRACTORS: dict[str, tuple[str, Callable[[], Extract]]] = {
    "maintext": ("maintext", maintext),
    "resiliparse": ("resiliparse", resiliparse),
    "trafilatura": ("trafilatura", trafilatura),
    "jusText": ("justext", justext),
    "readability-lxml": ("readability-lxml", readability),
    "newspaper4k": ("newspaper4k", newspaper),
}


def read_corpus(folder: Path, count: int | None) -> list[tuple[bytes, str]]:
    """Returns pages with their annotated main text."""
    corpus = []
    paths = sorted(folder.glob("html/*.html.gz"))
    # Ids are in the order of sources and page types.
    step = max(1, len(paths) // count) if count else 1
    for path in paths[::step][:count]:
        truth = json.loads((folder / "ground-truth" / path.name.replace(".html.gz", ".json")).read_text())
        corpus.append((gzip.decompress(path.read_bytes()), truth["ground_truth"]["main_content"] or ""))
    return corpus


def word_f1(found: str, expected: str) -> float:
    """The F1 of the words as multisets."""
    found_words, expected_words = (Counter(WORD.findall(text.lower())) for text in (found, expected))
    if not found_words or not expected_words:
        return float(found_words == expected_words)
    return 2 * (found_words & expected_words).total() / (found_words.total() + expected_words.total())


class Outcome:
    """The texts and the failures of one pass."""

    def __init__(self, extract: Extract, pages: list[bytes], threads: int) -> None:
        self.failed = 0
        # The processor time of one thread does not depend on other load. For two threads, it would hide that they wait.
        clock = time.process_time if threads == 1 else time.perf_counter
        start = clock()
        if threads == 1:
            self.texts = [self._text(extract, page) for page in pages]
        else:
            with ThreadPoolExecutor(threads) as pool:
                self.texts = list(pool.map(lambda page: self._text(extract, page), pages))
        self.seconds = clock() - start

    def _text(self, extract: Extract, page: bytes) -> str:
        try:
            return extract(page)
        except Exception:
            self.failed += 1
            return ""


def measure(name: str, folder: Path, count: int | None, threads: int) -> dict[str, Any]:
    """Runs one extractor over all pages. Called in a process of its own."""
    corpus = read_corpus(folder, count)
    pages = [page for page, _ in corpus]
    extract = EXTRACTORS[name][1]()
    for page in pages[:20]:
        Outcome(extract, [page], 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome = Outcome(extract, pages, threads)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scores = [word_f1(text, expected) for text, (_, expected) in zip(outcome.texts, corpus, strict=True)]
    return {
        "f1": statistics.fmean(scores),
        "pages_per_second": len(pages) / outcome.seconds,
        "megabytes": (after - before) / 1024,
        "failed": outcome.failed,
    }


def in_process(*arguments: Any) -> dict[str, Any]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, arguments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, help="take this many of the pages, evenly spread")
    parser.add_argument("--rounds", type=int, default=2, help="the best speed of several rounds counts")
    parser.add_argument("--only", nargs="+", choices=list(EXTRACTORS), default=list(EXTRACTORS))
    arguments = parser.parse_args()
    results: dict[tuple[str, int], dict[str, Any]] = {}
    for _ in range(arguments.rounds):
        for name in arguments.only:
            for threads in (1, 2):
                result = in_process(name, arguments.folder, arguments.pages, threads)
                best = results.setdefault((name, threads), result)
                if result["pages_per_second"] > best["pages_per_second"]:
                    results[name, threads] = result
    report(arguments.only, results)


def report(names: list[str], results: dict[tuple[str, int], dict[str, Any]]) -> None:
    """Prints the table."""
    from importlib.metadata import version

    print("| extractor | F1 | pages/s, one thread | two threads | time, maintext = 1 | memory, MB | failed |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in names:
        one, two = results[name, 1], results[name, 2]
        base = results.get(("maintext", 1), one)["pages_per_second"]
        print(
            f"| {name} {version(EXTRACTORS[name][0])} | {one['f1']:.3f} | {one['pages_per_second']:.0f} | "
            f"{two['pages_per_second']:.0f} | {base / one['pages_per_second']:.1f} | {one['megabytes']:.0f} | {one['failed']} |"
        )


if __name__ == "__main__":
    main()

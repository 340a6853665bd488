"""The algorithm within NeMo Curator's extraction of Common Crawl records. Skipped where NeMo Curator is not installed: it needs 6 GB."""

import pytest
from conftest import PARAGRAPHS, make_page

pytest.importorskip("nemo_curator")

from nemo_curator.stages.text.download.common_crawl.extract import CommonCrawlHTMLExtractor  # noqa: E402
from nemo_curator.stages.text.download.html_extractors import HTMLExtractorAlgorithm  # noqa: E402

from maintext.integrations.nemo_curator import MaintextExtractor  # noqa: E402


def test_records_of_common_crawl_become_texts() -> None:
    extractor = CommonCrawlHTMLExtractor(algorithm=MaintextExtractor(max_time=5))
    record = {"url": "https://e.org/", "warc_id": "1", "source_id": "a", "content": make_page().encode()}
    extracted = extractor.extract(record)
    assert extracted["language"] == "ENGLISH"
    assert extracted["text"].split("\n\n")[:3] == PARAGRAPHS
    assert extractor.extract(record | {"content": b"%PDF-1.7\n1 0 obj"}) is None


def test_the_algorithm_returns_paragraphs_or_none() -> None:
    algorithm = MaintextExtractor()
    assert isinstance(algorithm, HTMLExtractorAlgorithm)
    assert algorithm.extract_text(make_page(), frozenset(), "ENGLISH")[:3] == PARAGRAPHS
    assert algorithm.extract_text("<ul><li><a href=/>Home</a></ul>", frozenset(), "ENGLISH") is None
    assert MaintextExtractor(min_confidence=1.0).extract_text(make_page(), frozenset(), "ENGLISH") is None

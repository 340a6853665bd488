"""An algorithm for NeMo Curator's HTML extraction: `pip install maintext nemo-curator`."""

from __future__ import annotations

from typing import Any

from nemo_curator.stages.text.download.html_extractors import HTMLExtractorAlgorithm

import maintext


class MaintextExtractor(HTMLExtractorAlgorithm):
    """Takes the main text of a page as paragraphs.

        CommonCrawlHTMLExtractor(algorithm=MaintextExtractor(max_time=2.0))

    NeMo Curator's other algorithms drop paragraphs with few stop words. This one does not: boilerplate is told apart by a
    model, in all languages.

    Args:
        min_confidence: pages with a lower `Article.confidence`, from 0 to 1, give no text
        **options: options of `maintext.Extractor`
    """

    def __init__(self, min_confidence: float = 0.0, **options: Any) -> None:
        self.min_confidence = min_confidence
        self.extractor = maintext.Extractor(**options)

    def extract_text(self, html: str, stop_words: frozenset[str], language: str) -> list[str] | None:
        """Returns the paragraphs of the main text, or None if there is none."""
        try:
            article = self.extractor.extract(html)
        except (maintext.Error, UnicodeEncodeError):
            return None
        if article.confidence < self.min_confidence:
            return None
        return article.text.split("\n\n") if article.text else None

"""An extractor for datatrove's pipelines: `pip install maintext datatrove`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from datatrove.data import Document
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

import maintext

Field = Literal["title", "authors", "date", "language", "url", "site_name", "description", "page_type", "confidence"]


class Maintext(BaseExtractor):
    """Replaces the HTML of each document by its main text.

    Unlike datatrove's other extractors, it needs no child process: it does not crash, and it ends by itself when the time
    is up. Documents that cannot be read and documents without text are dropped and counted.

    Args:
        timeout: maximum time for a document, in seconds
        output: "text" or "markdown"
        metadata: names of facts to add to the metadata of each document, such as "title" and "language"
        **options: options of `maintext.Extractor`
    """

    name = "⛏ maintext"

    def __init__(
        self,
        timeout: float = 1,
        output: Literal["text", "markdown"] = "text",
        metadata: Sequence[Field] = (),
        **options: Any,
    ) -> None:
        super().__init__(timeout)
        if output not in ("text", "markdown"):
            raise ValueError(f"output is {output!r}: expected 'text' or 'markdown'")
        self.output = output
        self.metadata = tuple(metadata)
        self.extractor = maintext.Extractor(max_time=timeout, **options)

    def extract(self, text: str) -> str:
        """Returns the main text of a page."""
        return self._output(self.extractor.extract(text))

    def _output(self, article: maintext.Article) -> str:
        return article.markdown() if self.output == "markdown" else article.text

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Extracts the documents in this process, with the statistics of datatrove's extractors."""
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                try:
                    article = self.extractor.extract(document.text, url=document.metadata.get("url"))
                    document.text = self._output(article)
                    article.check_limits()
                except maintext.TimeLimitError:
                    self.stat_update("timeout")
                    logger.warning(f"Timeout while extracting {document.id}. Skipping record.")
                    continue
                except (maintext.Error, TypeError, ValueError) as error:
                    self.stat_update("clean_error")
                    logger.debug(f"Cannot extract {document.id}: {error}")
                    continue
                self.stat_update("extracted")
                for name in self.metadata:
                    owner = article if name == "confidence" else article.metadata
                    document.metadata[name] = getattr(owner, name)
            if document.text:
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(document)
                yield document
            else:
                self.stat_update(StatHints.dropped)

"""A document transformer for LangChain: `pip install maintext langchain-core`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from langchain_core.documents import BaseDocumentTransformer, Document

import maintext

FACTS = ("title", "date", "language", "description", "site_name", "page_type")


class MaintextTransformer(BaseDocumentTransformer):
    """Turns documents with HTML, such as those of `AsyncHtmlLoader`, into documents with their main text.

    Titles, dates and other facts are added to the metadata, as far as the page states them and a document does not have
    them. With `max_chars`, each page becomes several documents, whose metadata has the headings above them and their
    place in the main text.

    Args:
        output: "markdown" or "text"
        max_chars: maximum length of a document's text in characters; None for whole pages
        overlap: number of blocks that a document repeats from the one before, if `max_chars` is given
        on_error: what happens with a page that cannot be read: "raise", or "drop"
        **options: options of `maintext.Extractor`
    """

    def __init__(
        self,
        output: Literal["markdown", "text"] = "markdown",
        *,
        max_chars: int | None = None,
        overlap: int = 0,
        on_error: Literal["raise", "drop"] = "raise",
        **options: Any,
    ) -> None:
        self.output = output
        self.max_chars = max_chars
        self.overlap = overlap
        self.on_error = on_error
        self.extractor = maintext.Extractor(**options)

    def transform_documents(self, documents: Sequence[Document], **kwargs: Any) -> Sequence[Document]:
        """Returns the documents with main text. Pages without main text have none."""
        return [part for document in documents for part in self._transform(document)]

    def _transform(self, document: Document) -> Iterator[Document]:
        source = document.metadata.get("source")
        try:
            article = self.extractor.extract(document.page_content, url=source if isinstance(source, str) else None)
        except maintext.Error:
            if self.on_error == "raise":
                raise
            return
        facts = {name: getattr(article.metadata, name) for name in FACTS}
        metadata = {name: value for name, value in facts.items() if value} | document.metadata
        if not article.text:
            return
        if self.max_chars is None:
            content = article.markdown() if self.output == "markdown" else article.text
            yield Document(page_content=content, metadata=metadata, id=document.id)
            return
        for chunk in article.chunks(max_chars=self.max_chars, overlap=self.overlap):
            place = {"headings": chunk.headings, "start_index": chunk.start}
            content = chunk.markdown if self.output == "markdown" else chunk.text
            yield Document(page_content=content, metadata=metadata | place)

"""Uses the whole API with the types that it promises; `test_types.py` checks and runs it."""

from __future__ import annotations

import maintext
from maintext import Article, Block, Chunk, Comment, Extractor, Image, Link, Metadata


def main() -> None:
    page = "<h1>On rivers</h1><p>Rivers carry water, and with it sand, from the mountains to the sea."
    article: Article = maintext.extract(page, url="https://example.org/", max_time=2.5)
    article = maintext.extract(page.encode(), content_type="text/html", plain=False)
    article = maintext.extract(memoryview(page.encode()), excluded_selectors=["nav", ".ad"])
    text: str = maintext.extract_text(bytearray(page, "utf-8"), preference=1)
    known: bool = maintext.is_article(page)
    clean: str = maintext.clean_text(line for line in text.splitlines())

    extractor = Extractor(max_nodes=1000, scorer="learned", content_selector=None)
    article = extractor.extract(page, charset="utf-8")
    title: str | None = article.title
    markdown: str = article.markdown(links=False)
    html: str = article.html()
    metadata: Metadata = article.metadata
    authors: list[str] = metadata.authors
    comments: list[Comment] = article.comments
    blocks: list[Block] = article.blocks
    chunks: list[Chunk] = article.chunks(max_chars=500, overlap=1)
    links: list[Link] = article.links
    images: list[Image] = article.images
    confidence: float = article.confidence
    as_dict = article.to_dict()
    same: str = as_dict["text"]
    described: str | None = as_dict["metadata"]["description"]
    try:
        maintext.extract(page, max_bytes=1)
    except maintext.LimitError as error:
        partial: Article | None = error.partial
        assert partial is None and error.found > error.maximum
    assert same == article.text
    batch = maintext.extract_batch([page, None], columns=["text", "comments"], threads=1, max_time=5)
    batch = extractor.extract_batch([page], urls=[None])
    assert batch.num_rows == 1
    print(text, known, clean, title, markdown, html, authors, comments, blocks, chunks, links, images, confidence, described)

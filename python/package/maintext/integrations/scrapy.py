"""An item pipeline for Scrapy: `pip install maintext scrapy`.

Enable it in the settings of a project, and yield items with the body of the response:

    ITEM_PIPELINES = {"maintext.integrations.scrapy.MaintextPipeline": 300}

    yield {"url": response.url, "body": response.body}
"""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

import maintext

DEFAULT_FIELDS = {"text": "text", "title": "title", "date": "date", "language": "language"}


class MaintextPipeline:
    """Adds the main text and facts to items that have the body of a page.

    Settings:
        MAINTEXT_BODY_FIELD: field of the item with the body, as bytes or str. Default: "body".
        MAINTEXT_URL_FIELD: field with the URL. Default: "url".
        MAINTEXT_KEEP_BODY: whether the body stays in the item. Default: False.
        MAINTEXT_FIELDS: fields to add, as a dict of their names in the item and "text", "markdown", "html", "confidence",
            "is_article" or the name of a fact, such as "title". Default: text, title, date and language.
        MAINTEXT_OPTIONS: options of `maintext.Extractor`, as a dict. Default: a maximum time of 10 seconds.

    Items without a body are passed on as they are. Items whose body is not a page, such as an image, are passed on without
    the fields. Both are counted in the statistics, under "maintext/".
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.body_field = settings.get("MAINTEXT_BODY_FIELD", "body")
        self.url_field = settings.get("MAINTEXT_URL_FIELD", "url")
        self.keeps_body = settings.getbool("MAINTEXT_KEEP_BODY", False)
        self.fields = settings.getdict("MAINTEXT_FIELDS", DEFAULT_FIELDS)
        options: dict[str, Any] = {"max_time": 10.0} | settings.getdict("MAINTEXT_OPTIONS")
        self.extractor = maintext.Extractor(**options)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> MaintextPipeline:
        """Called by Scrapy."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Called by Scrapy for each item."""
        adapter = ItemAdapter(item)
        body = adapter.get(self.body_field)
        if body is None:
            self._count("items_without_body")
            return item
        try:
            article = self.extractor.extract(body, url=adapter.get(self.url_field))
        except maintext.Error as error:
            self._count(f"errors/{type(error).__name__}")
        else:
            self._count("extracted")
            for name, source in self.fields.items():
                adapter[name] = _value(article, source)
        if not self.keeps_body:
            del adapter[self.body_field]
        return item

    def _count(self, name: str) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"maintext/{name}")


def _value(article: maintext.Article, source: str) -> Any:
    if source in ("markdown", "html"):
        return getattr(article, source)()
    if source in ("text", "confidence", "is_article"):
        return getattr(article, source)
    return getattr(article.metadata, source)

"""Types of arguments and results, for type checkers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypedDict

BlockKind = Literal[
    "paragraph",
    "heading",
    "list_item",
    "table_row",
    "preformatted",
    "caption",
    "quote",
    "term",
    "definition",
    "line",
    "other",
]
TextSource = Literal["page", "structured_data", "noscript", "embedded_state", "best_guess"]
PageType = Literal["article", "thread", "product", "listing", "documentation", "profile"]

Column = Literal[
    "text",
    "markdown",
    "html",
    "title",
    "authors",
    "date",
    "published",
    "modified",
    "site_name",
    "description",
    "language",
    "url",
    "image",
    "categories",
    "tags",
    "license",
    "page_type",
    "comments",
    "confidence",
    "is_article",
    "source",
    "charset",
    "error_kind",
    "error",
]

WarcColumn = (
    Column
    | Literal[
        "warc_url",
        "warc_date",
        "warc_id",
        "warc_record",
        "warc_offset",
        "warc_content_type",
        "warc_status",
        "warc_truncated",
    ]
)


class Options(TypedDict, total=False):
    """The keyword arguments of `maintext.Extractor`, which documents them."""

    max_bytes: int | None
    max_nodes: int | None
    max_depth: int | None
    max_output_bytes: int | None
    max_time: float | None
    preference: float | None
    fallback_text: bool | None
    best_guess: bool | None
    comments: bool | None
    content_selector: str | None
    excluded_selectors: str | Sequence[str] | None
    scorer: Literal["learned", "density"] | None


class Hints(TypedDict, total=False):
    """What a caller knows about a page."""

    url: str | None
    charset: str | None
    content_type: str | None
    plain: bool
    sniffing: bool


class PageOptions(Options, Hints, total=False):
    """The keyword arguments of `maintext.extract`."""


class CommentDict(TypedDict):
    """A comment as a dict."""

    author: str | None
    date: str | None
    text: str
    depth: int


class MetadataDict(TypedDict):
    """Metadata as a dict."""

    title: str | None
    authors: list[str]
    published: str | None
    modified: str | None
    site_name: str | None
    description: str | None
    language: str | None
    url: str | None
    image: str | None
    categories: list[str]
    tags: list[str]
    license: str | None
    page_type: PageType | None
    sources: dict[str, str]


class ArticleDict(TypedDict):
    """An article as a dict. Blocks have `kind`, `score`, `start`, `end` and, if they are headings, `level`."""

    title: str | None
    text: str
    confidence: float
    source: TextSource
    metadata: MetadataDict
    blocks: list[dict[str, Any]]
    comments: list[CommentDict]

"""The functions of trafilatura that people use, with its arguments: `from maintext.compat.trafilatura import extract`.

The text is that of maintext, so that it differs: the heading that shows the title is left out. What maintext has no
counterpart for is reported: arguments that change the text raise `NotImplementedError`, and others warn.
"""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

import maintext
from maintext import Article

FORMATS = ("csv", "html", "json", "markdown", "txt")
PREFERENCE = 1.0
"""What `favor_recall` adds to the logit of each block, and `favor_precision` subtracts. Chosen by hand."""
WITHOUT_EFFECT = ("date_extraction_params", "config", "settingsfile", "options", "tei_validation", "deduplicate")


@dataclass
class Document:
    """The result of `bare_extraction`, with the attributes of trafilatura's class."""

    title: str | None = None
    author: str | None = None
    url: str | None = None
    hostname: str | None = None
    description: str | None = None
    sitename: str | None = None
    date: str | None = None
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: str | None = None
    license: str | None = None
    image: str | None = None
    pagetype: str | None = None
    language: str | None = None
    text: str = ""
    comments: str = ""
    raw_text: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Returns the attributes as a dict."""
        return asdict(self)


def extract(
    filecontent: Any,
    url: str | None = None,
    record_id: str | None = None,
    fast: bool = False,
    no_fallback: bool = False,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = True,
    output_format: str = "txt",
    tei_validation: bool = False,
    target_language: str | None = None,
    include_tables: bool = True,
    include_images: bool = False,
    include_formatting: bool | None = None,
    include_links: bool = False,
    deduplicate: Any = False,
    date_extraction_params: dict[str, Any] | None = None,
    with_metadata: bool = False,
    only_with_metadata: bool = False,
    max_tree_size: int | None = None,
    url_blacklist: set[str] | None = None,
    author_blacklist: set[str] | None = None,
    settingsfile: str | None = None,
    prune_xpath: str | list[str] | None = None,
    config: Any = None,
    options: Any = None,
) -> str | None:
    """Returns the main text in an output format, or None if the page has none: see `trafilatura.extract`.

    `fast` and `no_fallback` have no effect. The formats "xml" and "xmltei" and `prune_xpath` raise NotImplementedError.
    """
    if output_format not in FORMATS:
        expected = ", ".join(FORMATS)
        raise NotImplementedError(f"output_format is {output_format!r}: maintext.compat.trafilatura has {expected}")
    has_markup = include_formatting if include_formatting is not None else output_format == "markdown"
    found = _find(
        filecontent,
        url=url,
        favor_precision=favor_precision,
        favor_recall=favor_recall,
        include_comments=include_comments,
        include_tables=include_tables,
        target_language=target_language,
        only_with_metadata=only_with_metadata,
        max_tree_size=max_tree_size,
        url_blacklist=url_blacklist,
        author_blacklist=author_blacklist,
        prune_xpath=prune_xpath,
        text=lambda article: _text(article, has_markup, include_links, include_images),
        ignored={
            "date_extraction_params": date_extraction_params,
            "config": config,
            "settingsfile": settingsfile,
            "options": options,
            "tei_validation": tei_validation,
            "deduplicate": deduplicate,
        },
    )
    if found is None:
        return None
    article, document = found
    document.id = record_id
    if output_format == "json":
        return _json(document, with_metadata)
    if output_format == "csv":
        return _csv(document)
    if output_format == "html":
        return _html(article.html(links=include_links, images=include_images), document if with_metadata else None)
    body = "\n".join(filter(None, [document.text, document.comments]))
    return _front_matter(document) + body if with_metadata else body


def bare_extraction(
    filecontent: Any,
    url: str | None = None,
    *,
    with_metadata: bool = False,
    as_dict: bool = False,
    include_formatting: bool = False,
    include_links: bool = False,
    include_images: bool = False,
    **arguments: Any,
) -> Document | dict[str, Any] | None:
    """Returns the main text and the metadata as an object or a dict, or None: see `trafilatura.bare_extraction`."""
    known = {"fast", "no_fallback", "output_format"}
    ignored = {name: arguments.pop(name) for name in list(arguments) if name in WITHOUT_EFFECT}
    found = _find(
        filecontent,
        url=url,
        text=lambda article: _text(article, include_formatting, include_links, include_images),
        ignored=ignored,
        **{name: value for name, value in arguments.items() if name not in known},
    )
    if found is None:
        return None
    return found[1].as_dict() if as_dict else found[1]


def extract_metadata(filecontent: Any, default_url: str | None = None, **_: Any) -> Document | None:
    """Returns the metadata without the text, or None if the page cannot be read: see `trafilatura.extract_metadata`."""
    article = _article(filecontent, default_url, {})
    return None if article is None else _document(article, default_url)


def _find(
    filecontent: Any,
    *,
    url: str | None,
    text: Callable[[Article], str],
    ignored: dict[str, Any],
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = True,
    include_tables: bool = True,
    target_language: str | None = None,
    only_with_metadata: bool = False,
    max_tree_size: int | None = None,
    url_blacklist: set[str] | None = None,
    author_blacklist: set[str] | None = None,
    prune_xpath: str | list[str] | None = None,
) -> tuple[Article, Document] | None:
    """Extracts a page, and returns None if it has no text or is filtered out."""
    if prune_xpath:
        raise NotImplementedError("prune_xpath: use maintext.extract(..., excluded_selectors=...) with CSS selectors")
    for name, value in ignored.items():
        if value:
            warnings.warn(f"{name} has no effect in maintext.compat.trafilatura", stacklevel=4)
    options = {
        "preference": PREFERENCE * (favor_recall - favor_precision),
        "excluded_selectors": None if include_tables else "table",
        "max_nodes": max_tree_size,
    }
    article = _article(filecontent, url, options)
    if article is None or not article.text:
        return None
    document = _document(article, url)
    if target_language and article.language and article.language.split("-")[0] != target_language:
        return None
    if only_with_metadata and not (document.date and document.title and document.url):
        return None
    if url_blacklist and document.url in url_blacklist:
        return None
    if author_blacklist and set(article.authors) & author_blacklist:
        return None
    document.text, document.raw_text = text(article), article.text
    if include_comments:
        document.comments = "\n".join(comment.text for comment in article.comments).replace("\n\n", "\n")
    return article, document


def _article(filecontent: Any, url: str | None, options: dict[str, Any]) -> Article | None:
    """Returns the article of a page, or None if it cannot be read, as trafilatura does."""
    if hasattr(filecontent, "tag"):
        # A tree of lxml.
        from lxml.etree import tostring

        filecontent = tostring(filecontent, encoding="unicode", method="html")
    try:
        return maintext.extract(filecontent, url=url, **options)
    except (maintext.Error, TypeError, UnicodeEncodeError):
        return None


def _document(article: Article, url: str | None) -> Document:
    metadata = article.metadata
    found_url = metadata.url or url
    return Document(
        title=metadata.title,
        author="; ".join(metadata.authors) or None,
        url=found_url,
        hostname=urlsplit(found_url).hostname if found_url else None,
        description=metadata.description,
        sitename=metadata.site_name,
        date=metadata.date[:10] if metadata.date else None,
        categories=metadata.categories,
        tags=metadata.tags,
        license=metadata.license,
        image=metadata.image,
        pagetype=metadata.page_type,
        language=metadata.language,
    )


def _text(article: Article, markup: bool, links: bool, images: bool) -> str:
    """One line a paragraph, as trafilatura writes text; Markdown has empty lines between paragraphs."""
    if markup:
        return article.markdown(links=links, images=images).rstrip("\n")
    return article.to_text(links=links, images=images).replace("\n\n", "\n")


def _fields(document: Document) -> dict[str, Any]:
    names = ("title", "author", "url", "hostname", "description", "sitename", "date", "categories", "tags", "id", "license")
    return {name: getattr(document, name) for name in names if getattr(document, name)}


def _front_matter(document: Document) -> str:
    # JSON strings and lists are YAML.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in _fields(document).items()]
    return f"---\n{''.join(lines)}---\n"


def _json(document: Document, with_metadata: bool) -> str:
    if not with_metadata:
        return json.dumps({"text": document.text, "comments": document.comments}, ensure_ascii=False)
    fields = document.as_dict()
    renamed = {
        "source": fields.pop("url"),
        "source-hostname": fields.pop("sitename"),
        "excerpt": fields.pop("description"),
        "categories": ";".join(fields.pop("categories")),
        "tags": ";".join(fields.pop("tags")),
    }
    return json.dumps(fields | renamed, ensure_ascii=False)


def _csv(document: Document) -> str:
    """Returns one row, separated by tabs: URL, ID, host name, title, image, date, text, comments, license, page type."""
    row = (
        document.url,
        document.id,
        document.hostname,
        document.title,
        document.image,
        document.date,
        document.text,
        document.comments,
        document.license,
        document.pagetype,
    )
    out = io.StringIO()
    csv.writer(out, delimiter="\t", quoting=csv.QUOTE_MINIMAL).writerow([value or "null" for value in row])
    return out.getvalue()


def _html(body: str, document: Document | None) -> str:
    from html import escape

    fields = _fields(document) if document else {}
    joined = {name: ";".join(value) if isinstance(value, list) else value for name, value in fields.items()}
    metas = "".join(f'<meta name="{name}" content="{escape(value)}"/>\n' for name, value in joined.items())
    head = f"<head>\n{metas}</head>\n" if metas else ""
    return f"<html>\n{head}<body>\n{body}</body>\n</html>"

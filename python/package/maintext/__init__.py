"""Extracts the main text of web pages, without menus, teasers, notices and comments.

>>> import maintext
>>> page = "<title>On rivers - The Atlas</title><nav><a href=/>Home</a></nav><p>Rivers carry water to the sea, and sand."
>>> article = maintext.extract(page)
>>> article.title, article.text
('On rivers', 'Rivers carry water to the sea, and sand.')
"""

from maintext._batch import BATCH_COLUMNS, extract_batch
from maintext._errors import (
    CompressedError,
    Error,
    InternalError,
    LimitError,
    NotHtmlError,
    SelectorError,
    TextFileError,
    TimeLimitError,
)
from maintext._maintext import (
    Article,
    Block,
    Chunk,
    Comment,
    Extractor,
    Image,
    Link,
    Metadata,
    __version__,
    clean_text,
    extract,
    extract_text,
    is_article,
)
from maintext._warc import WARC_COLUMNS, read_warc

__all__ = [
    "BATCH_COLUMNS",
    "Article",
    "Block",
    "Chunk",
    "Comment",
    "CompressedError",
    "Error",
    "Extractor",
    "Image",
    "InternalError",
    "LimitError",
    "Link",
    "Metadata",
    "NotHtmlError",
    "SelectorError",
    "TextFileError",
    "TimeLimitError",
    "WARC_COLUMNS",
    "__version__",
    "clean_text",
    "extract",
    "extract_batch",
    "extract_text",
    "is_article",
    "read_warc",
]

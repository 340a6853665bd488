"""The exceptions of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maintext import Article


class Error(Exception):
    """A page or an option was rejected. The base of all exceptions of this package."""

    partial: Article | None = None
    """The article of the part that was read before a limit was exceeded. It is not pickled."""

    def __reduce__(self) -> tuple[object, ...]:
        attributes = {name: value for name, value in self.__dict__.items() if name != "partial"}
        return (type(self), self.args, attributes)


class NotHtmlError(Error):
    """The page is a file of another kind, such as a PDF document, an image or an archive, or binary data."""


class CompressedError(NotHtmlError):
    """The page is a compressed body (gzip, zstd, bzip2, xz or lz4): decompress it first."""


class TextFileError(NotHtmlError):
    """The page is a text file of another format, such as a feed, a script or JSON. `sniffing=False` reads it anyway."""

    format: str = ""
    """The format, such as "JSON" or "an RSS or Atom feed"."""


class LimitError(Error):
    """The page exceeded a limit. `partial` may hold what was read."""

    limit: str = ""
    """The name of the option: "max_bytes", "max_nodes", "max_depth", "max_output_bytes" or "max_time"."""
    maximum: float = 0
    """The value of the option, in bytes, nodes, levels or seconds."""
    found: float = 0
    """What was found when the work stopped, in the same unit."""


class TimeLimitError(LimitError, TimeoutError):
    """The page took longer than `max_time`."""


class SelectorError(Error, ValueError):
    """A CSS selector is invalid. The message says where."""


class InternalError(Error):
    """The library failed on this page, which is a fault of the library. Other pages are not affected."""

"""Bad input and limits raise exceptions that say what is wrong."""

import array
import pickle

import pytest

import maintext


@pytest.mark.parametrize("page", [None, 7, 3.5, ["<p>"], {"html": "<p>"}, object()])
def test_what_is_no_page_is_a_type_error(page: object) -> None:
    with pytest.raises(TypeError, match="a page is str, bytes or another buffer of bytes, not"):
        maintext.extract(page)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        maintext.Extractor().extract_text(page)  # type: ignore[arg-type]


def test_lone_surrogates_are_an_encode_error_that_says_what_to_do() -> None:
    with pytest.raises(UnicodeEncodeError, match="position 3: lone surrogates are not text: pass the bytes"):
        maintext.extract("<p>\udc80")


def test_a_released_memoryview_is_a_value_error() -> None:
    view = memoryview(b"<p>A page.")
    view.release()
    with pytest.raises(ValueError, match="released memoryview"):
        maintext.extract(view)


def test_buffers_of_numbers_are_read_as_their_bytes() -> None:
    page = b"<p>Boats leave every hour, and on Sundays every second hour.   "
    numbers = array.array("I", page.ljust(64))
    assert maintext.extract(numbers).text == maintext.extract(page).text != ""


@pytest.mark.parametrize(
    ("page", "error", "message"),
    [
        (b"\x1f\x8b\x08\0", maintext.CompressedError, "found gzip data: decompress it first"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>", maintext.NotHtmlError, "found a PDF document"),
        ('{"name": "value", "list": [1, 2, 3]}', maintext.TextFileError, "expected HTML, found JSON"),
    ],
)
def test_files_of_other_kinds(page: str | bytes, error: type[maintext.Error], message: str) -> None:
    for extract in (maintext.extract, maintext.extract_text, maintext.is_article):
        with pytest.raises(error, match=message) as raised:
            extract(page)
        assert isinstance(raised.value, maintext.NotHtmlError) and raised.value.partial is None


def test_a_text_file_error_names_the_format_and_can_be_switched_off() -> None:
    feed = "<rss version='2.0'><channel><item><p>A paragraph of the first story, with a few words.</p></item>"
    with pytest.raises(maintext.TextFileError) as raised:
        maintext.extract(feed)
    assert raised.value.format == "an RSS or Atom feed"
    assert maintext.extract(feed, sniffing=False).text.startswith("A paragraph")


def test_a_limit_error_has_the_limit_and_what_was_read() -> None:
    with pytest.raises(maintext.LimitError) as raised:
        maintext.extract("<p>one<p>two<p>three", max_nodes=5)
    error = raised.value
    assert (error.limit, error.maximum) == ("max_nodes", 5) and error.found > 5
    assert error.partial is not None and [block.text for block in error.partial.blocks] == ["one"]
    with pytest.raises(maintext.LimitError, match="page size of 11 bytes exceeds the limit of 10"):
        maintext.extract("<p>eleven b", max_bytes=10)


def test_time_is_limited_in_seconds() -> None:
    page = "<p>Boats leave every hour, <b>and</b> on Sundays every second hour." * 20_000
    with pytest.raises(maintext.TimeLimitError) as raised:
        maintext.extract(page, max_time=0.001)
    error = raised.value
    assert isinstance(error, TimeoutError) and error.limit == "max_time"
    assert error.maximum == 0.001 and 0.001 < error.found < 2


def test_an_output_beyond_the_limit_is_cut_and_reported() -> None:
    page = "<p>A sentence about <a href='https://example.org/rivers'>rivers</a>, which is here.<p>Another one, after it."
    article = maintext.extract(page, content_selector="body", max_output_bytes=80)
    article.check_limits()
    assert "Another" not in article.markdown()
    with pytest.raises(maintext.LimitError) as raised:
        article.check_limits()
    assert raised.value.limit == "max_output_bytes"


def test_an_invalid_selector_is_an_error_with_its_position() -> None:
    with pytest.raises(maintext.SelectorError, match="CSS selector `div >> p` is not valid or not supported: unexpected `> p` at byte 5") as raised:
        maintext.Extractor(content_selector="div >> p")
    assert isinstance(raised.value, ValueError)
    with pytest.raises(maintext.SelectorError):
        maintext.extract("<p>", excluded_selectors=[".ad", "..."])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"max_tome": 1}, TypeError, 'unknown option "max_tome": expected one of max_bytes, '),
        ({"max_time": "1"}, TypeError, "max_time is '1': expected a number of seconds of 0 or more"),
        ({"max_time": -1}, ValueError, "max_time is -1: expected a number of seconds of 0 or more"),
        ({"max_time": float("nan")}, ValueError, "max_time is nan"),
        ({"max_bytes": -1}, ValueError, "max_bytes is -1: expected an integer of 0 or more"),
        ({"max_nodes": 1.5}, TypeError, "max_nodes is 1.5"),
        ({"preference": float("nan")}, ValueError, "preference is nan: expected a number"),
        ({"best_guess": 1}, TypeError, "best_guess is 1: expected True or False"),
        ({"scorer": "neural"}, ValueError, "scorer is 'neural': expected \"learned\" or \"density\""),
        ({"excluded_selectors": 7}, TypeError, "excluded_selectors is 7"),
        ({"url": 7}, TypeError, "url is int: expected str or None"),
        ({"plain": "yes"}, TypeError, "plain is str: expected True or False"),
    ],
)
def test_a_wrong_option_is_named(options: dict, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        maintext.extract("<p>", **options)


def test_options_of_a_page_are_rejected_by_a_method() -> None:
    with pytest.raises(TypeError, match="unexpected keyword max_time: options are given to Extractor"):
        maintext.Extractor().extract("<p>", max_time=1)  # type: ignore[call-arg]


def test_lines_that_are_no_text_are_a_type_error() -> None:
    with pytest.raises(TypeError, match="a line is int: expected str"):
        maintext.clean_text(["one", 2])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="not int"):
        maintext.clean_text(7)  # type: ignore[arg-type]


def test_errors_are_pickled_without_the_article() -> None:
    with pytest.raises(maintext.LimitError) as raised:
        maintext.extract("<p>one<p>two<p>three", max_nodes=5)
    copy = pickle.loads(pickle.dumps(raised.value))
    assert type(copy) is maintext.LimitError and str(copy) == str(raised.value)
    assert (copy.limit, copy.maximum, copy.partial) == ("max_nodes", 5, None)


def test_200_megabytes_are_too_many_bytes_by_default() -> None:
    page = b"<p>Boats leave every hour, and on Sundays every second hour.".ljust(200 << 20)
    with pytest.raises(maintext.LimitError, match="page size of 209715200 bytes exceeds the limit of 134217728"):
        maintext.extract(page)

"""The drop-in for trafilatura, compared with trafilatura itself."""

import inspect
import json

import pytest
from conftest import PARAGRAPHS, make_page

from maintext.compat import trafilatura as compat

trafilatura = pytest.importorskip("trafilatura")
PAGE = make_page(3)


def test_the_arguments_are_those_of_trafilatura() -> None:
    assert list(inspect.signature(compat.extract).parameters) == list(inspect.signature(trafilatura.extract).parameters)
    document = compat.Document().as_dict()
    theirs = trafilatura.bare_extraction(PAGE, with_metadata=True).as_dict()
    # An element tree, and what only trafilatura computes.
    assert set(theirs) - set(document) == {"body", "commentsbody", "fingerprint", "filedate"}


def test_text_has_one_line_a_paragraph() -> None:
    ours, theirs = (module.extract(PAGE, include_comments=False) for module in (compat, trafilatura))
    assert set(PARAGRAPHS) <= set(ours.split("\n")) and set(PARAGRAPHS) <= set(theirs.split("\n"))
    assert "\n\n" not in ours


@pytest.mark.parametrize("page", ["", None, b"", 7, b"\x89PNG\r\n\x1a\n", "<p>"])
def test_what_is_no_page_gives_none(page: object) -> None:
    assert compat.extract(page) is None and trafilatura.extract(page) is None
    assert compat.bare_extraction(page) is None


def test_json_has_the_same_names() -> None:
    arguments = {"output_format": "json", "with_metadata": True, "url": "https://courier.example/x"}
    ours, theirs = (json.loads(module.extract(PAGE, **arguments)) for module in (compat, trafilatura))
    assert set(theirs) - set(ours) == {"fingerprint", "filedate"}
    for name in ("author", "date", "source"):
        assert ours[name] == theirs[name]
    assert set(json.loads(compat.extract(PAGE, output_format="json"))) == {"text", "comments"}


def test_comments_links_and_formatting() -> None:
    assert "And fish" in compat.extract(PAGE) and "And fish" not in compat.extract(PAGE, include_comments=False)
    assert "[the quay](https://courier.example/quay)" in compat.extract(PAGE, include_links=True)
    assert "## Times" in compat.extract(PAGE, output_format="markdown")
    assert "## Times" in compat.extract(PAGE, include_formatting=True)
    assert "<h2>Times</h2>" in compat.extract(PAGE, output_format="html", with_metadata=True)
    assert compat.extract(PAGE, with_metadata=True).startswith('---\ntitle: "The pier opens 3"\nauthor: "Jane Doe"\n')
    assert compat.extract(PAGE, output_format="csv").startswith("https://courier.example/pier/3\tnull\tcourier.example\t")


def test_tables_can_be_left_out() -> None:
    table = "<table><tr><th>Port<th>Boats<tr><td>Wick<td>seven boats</table>"
    page = PAGE.replace("<h2>Times", f"{table}<h2>Times")
    assert "seven boats" in compat.extract(page) and "seven boats" not in compat.extract(page, include_tables=False)


def test_filters_give_none() -> None:
    assert compat.extract(PAGE, target_language="en") is not None
    assert compat.extract(PAGE, target_language="de") is None
    assert compat.extract(PAGE, author_blacklist={"Jane Doe"}) is None
    assert compat.extract(PAGE, url_blacklist={"https://courier.example/pier/3"}) is None
    assert compat.extract(PAGE, only_with_metadata=True) is not None
    assert compat.extract(PAGE.replace("2025-03-09", ""), only_with_metadata=True) is None
    assert compat.extract(PAGE, max_tree_size=5) is None


def test_recall_and_precision_change_the_amount_of_text() -> None:
    lengths = [
        len(compat.extract(PAGE, favor_precision=True) or ""),
        len(compat.extract(PAGE) or ""),
        len(compat.extract(PAGE, favor_recall=True) or ""),
    ]
    assert lengths == sorted(lengths)


def test_a_tree_of_lxml_is_a_page() -> None:
    html = pytest.importorskip("lxml.html")
    assert compat.extract(html.fromstring(PAGE)) == compat.extract(PAGE)


def test_bare_extraction_and_metadata() -> None:
    document = compat.bare_extraction(PAGE, with_metadata=True)
    assert (document.title, document.author, document.date) == ("The pier opens 3", "Jane Doe", "2025-03-09")
    assert document.comments == "And fish, do not forget the fish!"
    assert compat.bare_extraction(PAGE, as_dict=True)["text"] == document.text
    assert compat.extract_metadata(PAGE).author == trafilatura.extract_metadata(PAGE).author


def test_arguments_without_a_counterpart_are_reported() -> None:
    with pytest.raises(NotImplementedError, match="output_format is 'xml'"):
        compat.extract(PAGE, output_format="xml")
    with pytest.raises(NotImplementedError, match="excluded_selectors"):
        compat.extract(PAGE, prune_xpath="//table")
    with pytest.warns(UserWarning, match="deduplicate has no effect"):
        compat.extract(PAGE, deduplicate=True)

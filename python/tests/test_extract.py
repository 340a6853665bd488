"""Pages in, articles out."""

import json
import mmap

import pytest
from conftest import PARAGRAPHS

import maintext


def test_text_and_title_of_a_page(page: str) -> None:
    article = maintext.extract(page)
    assert article.title == "The pier opens 0"
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "Home" not in article.text and "Terms" not in article.text
    assert str(article) == article.text
    assert article.text is article.text, "the text is made once"


def test_every_type_of_page_gives_the_same_text(page: str, tmp_path) -> None:
    body = page.encode()
    file = tmp_path / "page.html"
    file.write_bytes(body)
    expected = maintext.extract(page).text
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        pages = [body, bytearray(body), memoryview(body), memoryview(b"xx" + body)[2:], memoryview(bytearray(body)), mapped]
        for given in pages:
            assert maintext.extract(given).text == expected
            assert maintext.extract_text(given) == expected


def test_a_reversed_memoryview_is_read_in_its_own_order(page: str) -> None:
    reversed_page = memoryview(page.encode()[::-1])[::-1]
    assert maintext.extract(reversed_page).text == maintext.extract(page).text


def test_bytes_are_decoded_with_the_given_and_the_declared_charset() -> None:
    body = "<p>Cafés are places where people meet, drink, and talk about the news of the day.".encode("latin1")
    article = maintext.extract(body, content_type="text/html; charset=latin1")
    assert article.text.startswith("Cafés") and article.charset == "windows-1252"
    assert maintext.extract(body, charset="latin1").text == article.text
    assert maintext.extract(body.decode("latin1")).charset is None


def test_links_are_resolved_with_the_url(page: str) -> None:
    article = maintext.extract("<p>Boats leave <a href='quay'>the quay</a> every hour, and on Sundays less.", url="https://e.org/pier/")
    assert "[the quay](https://e.org/pier/quay)" in article.markdown()
    assert "the quay" in article.markdown(links=False) and "e.org" not in article.markdown(links=False)
    link = article.links[0]
    assert (link.url, link.text) == ("https://e.org/pier/quay", "the quay")
    assert article.text[link.start : link.end] == link.text
    assert article.to_text(links=True) != article.text


def test_offsets_count_characters(page: str) -> None:
    article = maintext.extract(page)
    assert len(article.text.encode()) > len(article.text), "the page tests something"
    kept = [block for block in article.blocks if block.is_content]
    assert len(kept) >= 5
    for block in kept:
        assert article.text[block.start : block.end] == block.text
    for entry, block in zip(article.to_dict()["blocks"], kept, strict=True):
        assert article.text[entry["start"] : entry["end"]] == block.text
        assert (entry["kind"], entry["score"]) == (block.kind, block.score)
    chunks = article.chunks(max_chars=200)
    assert len(chunks) > 2
    for chunk in chunks:
        assert article.text[chunk.start : chunk.end] == chunk.text
    assert chunks[-1].headings == ["Times"] and chunks[-1].links[0].text == "the quay"


def test_blocks_say_what_they_are(page: str) -> None:
    blocks = maintext.extract(page).blocks
    menu, heading = blocks[0], next(block for block in blocks if block.text == "Times")
    assert (menu.is_content, menu.start, menu.end, menu.markdown()) == (False, None, None, None)
    assert menu.link_density == 1.0 and 0 <= menu.score < 0.5
    assert (heading.kind, heading.level, heading.tag) == ("heading", 2, "h2")
    assert heading.markdown() == "## Times" and heading.path.endswith("h2:nth-child(5)")
    strongest = heading.contributions()
    assert abs(strongest[0][1]) >= abs(strongest[-1][1])


def test_metadata_has_values_and_their_sources(page: str) -> None:
    article = maintext.extract(page)
    metadata = article.metadata
    assert metadata.authors == article.authors == ["Jane Doe"]
    assert metadata.published == metadata.date == article.date == "2025-03-09"
    assert (metadata.language, article.language) == ("en", "en")
    assert metadata.url == article.url == "https://courier.example/pier/0"
    assert metadata.source("published") == "open_graph" and metadata.source("license") is None
    assert metadata.to_dict()["authors"] == ["Jane Doe"]
    with pytest.raises(KeyError, match="unknown field of metadata"):
        metadata.source("colour")


def test_comments_are_not_part_of_the_text(page: str) -> None:
    article = maintext.extract(page)
    comment = article.comments[0]
    assert (comment.author, comment.date, comment.depth) == ("John Roe", "2025-03-10", 0)
    assert comment.text not in article.text and comment.text in article.to_text(comments=True)
    assert comment == maintext.extract(page).comments[0]


def test_html_and_front_matter(page: str) -> None:
    article = maintext.extract(page)
    assert "<h2>Times</h2>" in article.html() and "href" not in article.html(links=False)
    assert article.markdown(front_matter=True).startswith('---\ntitle: "The pier opens 0"\n')


def test_dict_and_json_are_the_same(page: str) -> None:
    article = maintext.extract(page)
    as_dict = article.to_dict()
    assert json.loads(article.to_json()) == json.loads(article.to_json(indent=2)) == as_dict
    assert list(as_dict) == ["title", "text", "confidence", "source", "metadata", "blocks", "comments"]
    assert as_dict["text"] == article.text and as_dict["confidence"] == article.confidence
    assert as_dict["metadata"] == article.metadata.to_dict()
    assert as_dict["comments"] == [comment.to_dict() for comment in article.comments]
    assert "é" in article.to_json()


def test_a_page_without_main_text_is_no_error() -> None:
    article = maintext.extract("<ul><li><a href=/>Home</a><li><a href=/news>News</a></ul>")
    assert (article.text, article.is_article, article.title) == ("", False, None)
    assert maintext.extract("").text == maintext.extract(b"").text == ""


def test_quick_check_agrees_with_the_article(page: str) -> None:
    assert maintext.is_article(page) and maintext.extract(page).is_article
    assert not maintext.is_article("<ul><li><a href=/>Home</a></ul>")


def test_lines_without_markup() -> None:
    lines = ["Home", "News", "Log in", *PARAGRAPHS, "Share this post:", "More like this", "The village that votes ..."]
    text = maintext.clean_text("\n".join(lines))
    assert text.startswith("The pier at") and text.endswith("on Sundays.")
    assert maintext.clean_text(lines) == maintext.clean_text(f"{line}\r\n" for line in lines) == text
    assert maintext.clean_text("\n".join(lines).encode()) == maintext.extract_text("\n".join(lines), plain=True) == text


def test_representations_are_short(page: str) -> None:
    article = maintext.extract(page)
    assert repr(article).startswith("<Article title='The pier opens 0' characters=")
    for part in [article.blocks[0], article.metadata, article.comments[0], article.links[0], article.chunks()[0]]:
        assert repr(part).startswith("<") and len(repr(part)) < 300


def test_images_have_captions() -> None:
    page = (
        "<article><p>Boats leave every hour from the pier, and on Sundays every second hour, weather permitting.</p>"
        "<figure><img src=https://e.org/pier.jpg alt='a pier'><figcaption>The pier in March</figcaption></figure>"
        "<p>Tickets are sold on board, and cost as much as last year, which is less than the train does.</p></article>"
    )
    image = maintext.extract(page, content_selector="article").images[0]
    assert (image.url, image.alt, image.caption) == ("https://e.org/pier.jpg", "a pier", "The pier in March")
    assert image.to_dict()["is_main"] == image.is_main

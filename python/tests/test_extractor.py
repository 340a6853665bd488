"""The reusable extractor, threads and processes."""

import copy
import multiprocessing
import pickle
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import make_page

import maintext


def test_options_change_the_result(page: str) -> None:
    assert maintext.Extractor(content_selector="h2").extract(page).text == "Times"
    without = maintext.Extractor(excluded_selectors=["h2", "p"]).extract_text(page)
    assert "Engineers" not in without
    assert maintext.Extractor(excluded_selectors="h2").extract(page).text.count("Times") == 0
    assert maintext.Extractor(scorer="density").extract(page).text.startswith("The pier")
    listing = "<ul><li><a href=/a>Home</a><li><a href=/b>Log in</a></ul>"
    assert maintext.Extractor(best_guess=True).extract(listing).source == "best_guess"
    more, less = (len(maintext.Extractor(preference=value).extract_text(page)) for value in (9.0, -9.0))
    assert more > less
    state = '<script type=application/ld+json>{"@type": "Article", "articleBody": "%s"}</script>' % ("Boats leave. " * 30)
    assert maintext.extract(state).source == "structured_data"
    assert maintext.extract(state, fallback_text=False).text == ""


def test_none_stands_for_the_default(page: str) -> None:
    names = [
        "max_bytes", "max_nodes", "max_depth", "max_output_bytes", "max_time", "preference", "fallback_text", "best_guess",
        "comments", "content_selector", "excluded_selectors", "scorer",
    ]  # fmt: skip
    assert maintext.Extractor(**dict.fromkeys(names)).extract_text(page) == maintext.extract_text(page)


def test_pickle_and_copy_keep_the_options(page: str) -> None:
    extractor = maintext.Extractor(content_selector="h2", max_time=5)
    for again in [pickle.loads(pickle.dumps(extractor)), copy.copy(extractor), copy.deepcopy(extractor)]:
        assert again.options == extractor.options == {"content_selector": "h2", "max_time": 5}
        assert again.extract_text(page) == "Times"
    assert repr(extractor) == "Extractor(content_selector='h2', max_time=5)"


def test_an_article_is_not_pickled(page: str) -> None:
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(maintext.extract(page))


@pytest.mark.parametrize("method", sorted({"fork", "spawn"} & set(multiprocessing.get_all_start_methods())))
def test_processes_share_an_extractor(method: str) -> None:
    extractor = maintext.Extractor(max_time=30)
    pages = [make_page(number) for number in range(8)]
    expected = [extractor.extract_text(page) for page in pages]
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(extractor.extract_text, pages) == expected


def test_threads_share_an_extractor_and_an_article() -> None:
    extractor = maintext.Extractor()
    pages = [make_page(number) for number in range(64)]
    expected = [extractor.extract_text(page) for page in pages]
    article = extractor.extract(pages[0])
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(extractor.extract_text, pages)) == expected
        assert len(set(pool.map(lambda _: article.markdown() + article.text + str(article.metadata.date), range(64)))) == 1


def test_the_lock_is_released_while_a_page_is_read() -> None:
    page = make_page().encode() * 10_000
    running = threading.Event()
    done = threading.Event()
    ticks = 0

    def extract() -> None:
        running.set()
        maintext.extract(page)
        done.set()

    thread = threading.Thread(target=extract)
    thread.start()
    running.wait()
    start = time.perf_counter()
    while not done.is_set():
        ticks += 1
        time.sleep(0.001)
    thread.join()
    elapsed = time.perf_counter() - start
    # With the lock held, this thread would run only before the extraction and after it.
    assert elapsed > 0.05 and ticks > 10

"""The transformer of LangChain."""

import asyncio

import pytest
from conftest import make_page

import maintext

pytest.importorskip("langchain_core")

from langchain_core.document_loaders import BaseLoader  # noqa: E402
from langchain_core.documents import Document  # noqa: E402

from maintext.integrations.langchain import MaintextTransformer  # noqa: E402


class Loader(BaseLoader):
    """Loads pages as LangChain's loaders of URLs do."""

    def lazy_load(self):
        for number in range(3):
            yield Document(page_content=make_page(number), metadata={"source": f"https://e.org/{number}", "title": "given"})


def test_pages_of_a_loader_become_markdown_with_facts() -> None:
    documents = MaintextTransformer().transform_documents(Loader().load())
    articles = [maintext.extract(make_page(number), url=f"https://e.org/{number}") for number in range(3)]
    assert [document.page_content for document in documents] == [article.markdown() for article in articles]
    metadata = documents[1].metadata
    assert (metadata["source"], metadata["language"], metadata["date"]) == ("https://e.org/1", "en", "2025-03-09")
    assert metadata["title"] == "given", "what the loader knows stays"


def test_pages_are_cut_into_documents_with_headings() -> None:
    transformer = MaintextTransformer("text", max_chars=200)
    parts = asyncio.run(transformer.atransform_documents(Loader().load()))
    assert len(parts) > 9 and all(len(part.page_content) <= 200 for part in parts)
    text = maintext.extract_text(make_page(0))
    last = [part for part in parts if part.metadata["source"].endswith("/0")][-1]
    assert last.metadata["headings"] == ["Times"]
    start = last.metadata["start_index"]
    assert text[start : start + len(last.page_content)] == last.page_content


def test_pages_that_cannot_be_read_raise_or_are_dropped() -> None:
    documents = [Document(page_content="%PDF-1.7\n1 0 obj"), Document(page_content=make_page()), Document(page_content="")]
    with pytest.raises(maintext.NotHtmlError):
        MaintextTransformer().transform_documents(documents)
    assert len(MaintextTransformer(on_error="drop").transform_documents(documents)) == 1

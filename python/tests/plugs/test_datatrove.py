"""The extractor within a pipeline of datatrove."""

import gzip
import json
from pathlib import Path

import pytest
from conftest import make_page
from warc_files import response, write_gzip

import maintext

pytest.importorskip("datatrove")

from datatrove.data import Document  # noqa: E402
from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.readers import JsonlReader, WarcReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter  # noqa: E402

from maintext.integrations.datatrove import Maintext  # noqa: E402


def written(folder: Path) -> list[dict]:
    files = sorted(folder.glob("*.jsonl.gz"))
    return [json.loads(line) for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]


def test_a_pipeline_from_warc_to_json_lines(tmp_path: Path) -> None:
    for name in ("warcio", "magic", "cchardet"):
        pytest.importorskip(name, exc_type=ImportError)
    archives = tmp_path / "archives"
    archives.mkdir()
    pages = [response(f"https://e.org/{number}", make_page(number).encode()) for number in range(20)]
    write_gzip(archives / "pages.warc.gz", pages)
    pipeline = [
        WarcReader(str(archives)),
        Maintext(metadata=["title", "language", "confidence"]),
        JsonlWriter(str(tmp_path / "out")),
    ]
    LocalPipelineExecutor(pipeline, tasks=1, logging_dir=str(tmp_path / "logs")).run()
    documents = written(tmp_path / "out")
    assert [document["text"] for document in documents] == [maintext.extract_text(make_page(n)) for n in range(20)]
    assert documents[7]["metadata"]["title"] == "The pier opens 7"
    assert documents[7]["metadata"]["language"] == "en" and documents[7]["metadata"]["confidence"] > 0.5


def test_workers_are_processes_and_pages_without_text_are_dropped_and_counted(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    pages = [make_page(0), "%PDF-1.7\n1 0 obj", "<ul><li><a href=/>Home</a></ul>", "<p>A page. " * 200_000, make_page(1)]
    for part in range(2):
        lines = [json.dumps({"id": f"{part}/{number}", "text": page}) for number, page in enumerate(pages)]
        (source / f"{part}.jsonl").write_text("\n".join(lines))
    pipeline = [JsonlReader(str(source)), Maintext(output="markdown", timeout=5, max_nodes=10_000), JsonlWriter(str(tmp_path / "out"))]
    stats = LocalPipelineExecutor(pipeline, tasks=2, workers=2, logging_dir=str(tmp_path / "logs")).run()
    documents = written(tmp_path / "out")
    assert sorted(document["id"] for document in documents) == ["0/0", "0/4", "1/0", "1/4"]
    assert "## Times" in documents[0]["text"]
    counts = {name: stat.total for name, stat in stats.stats[1].stats.items()}
    assert (counts["total"], counts["extracted"], counts["clean_error"], counts["dropped"]) == (10, 6, 4, 2)


def test_the_time_of_a_document_is_limited() -> None:
    extractor = Maintext(timeout=0.0001)
    assert list(extractor.run(iter([Document(text=make_page() * 50, id="1")]))) == []
    assert extractor.stats["timeout"].total == 1

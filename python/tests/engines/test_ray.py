"""Extraction with Ray Data on two workers, of which one is killed in mid-run."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import make_page
from warc_files import response, write_gzip

import maintext

ray = pytest.importorskip("ray")
pytest.importorskip("ray.data")
parquet = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")

from maintext.integrations import ray as maintext_ray  # noqa: E402


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    tests = str(Path(__file__).parent.parent)
    here = str(Path(__file__).parent)
    path = os.pathsep.join([tests, here, os.environ.get("PYTHONPATH", "")])
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200 << 20, runtime_env={"env_vars": {"PYTHONPATH": path}})
    yield
    ray.shutdown()


class KilledOnce(maintext_ray.ReadWarcs):
    """Kills its own process once, after some pages of an archive."""

    def __init__(self, victim: str, marker: str, **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.victim, self.marker = victim, marker

    def __call__(self, paths: pa.Table) -> Iterator[pa.Table]:
        for number, table in enumerate(super().__call__(paths)):
            yield table
            is_victim = paths.column("path").to_pylist() == [self.victim]
            if is_victim and number == 2 and not os.path.exists(self.marker):
                Path(self.marker).touch()
                os.kill(os.getpid(), signal.SIGKILL)


def test_archives_to_tables_with_a_worker_killed_in_mid_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = []
    for part in range(6):
        records = [response(f"https://e.org/{part}/{number}", make_page(number).encode()) for number in range(40)]
        records[5] = records[5].replace(b"Content-Length", b"Content-Width")
        paths.append(str(write_gzip(tmp_path / f"{part}.warc.gz", records)))
    marker = str(tmp_path / "killed")
    monkeypatch.setattr(maintext_ray, "ReadWarcs", lambda columns, **arguments: KilledOnce(paths[3], marker, **arguments))
    pages = maintext_ray.read_warcs(paths, batch_rows=10)
    maintext_ray.write_tables(pages, str(tmp_path / "good"), str(tmp_path / "bad"))
    assert Path(marker).exists(), "a worker was killed"
    good = parquet.read_table(tmp_path / "good").to_pylist()
    bad = parquet.read_table(tmp_path / "bad").to_pylist()
    expected = {f"https://e.org/{part}/{number}" for part in range(6) for number in range(40) if number != 5}
    assert len(good) == 6 * 39 and {row["warc_url"] for row in good} == expected
    assert len(bad) == 6 and {row["error_kind"] for row in bad} == {"record"}
    assert all(row["text"] == maintext.extract_text(make_page(int(row["warc_url"].rsplit("/", 1)[1]))) for row in good)


def test_a_table_of_pages_keeps_its_other_columns(tmp_path: Path) -> None:
    pages = [make_page(number) for number in range(300)]
    table = pa.table({"id": list(range(300)), "html": pages, "address": ["https://e.org/x"] * 300})
    parquet.write_table(table, tmp_path / "pages.parquet", row_group_size=50)
    dataset = ray.data.read_parquet(str(tmp_path / "pages.parquet"))
    extract = maintext_ray.Extract("html", url="address", columns=maintext.BATCH_COLUMNS, max_time=30)
    dataset.map_batches(extract, batch_format="pyarrow", batch_size=64).write_parquet(str(tmp_path / "texts"))
    found = sorted(parquet.read_table(tmp_path / "texts").to_pylist(), key=lambda row: row["id"])
    assert [row["text"] for row in found] == [maintext.extract_text(page) for page in pages]
    assert set(found[0]) == {"id", "address", *maintext.BATCH_COLUMNS}

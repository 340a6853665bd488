"""Extraction on a cluster of Spark with two executors, of which one is killed in mid-run."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from conftest import make_page
from warc_files import response, write_gzip

import maintext

pytest.importorskip("pyspark")
parquet = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="needs Java")

SESSION = """
    import os, signal, sys
    from pathlib import Path
    from pyspark.sql import SparkSession
    from maintext.integrations import spark as maintext_spark

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]").appName("maintext")
        .config("spark.executor.memory", "512m").config("spark.ui.enabled", "false").config("spark.executor.pyspark.memory", "1g")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(sys.path))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
        .getOrCreate()
    )
    folder = Path({folder!r})
"""
# Kills the Java process of an executor once, while it has read some pages.
KILL = """
    import maintext.integrations._tables as tables
    from maintext.integrations import spark

    def killing(original, marker, victim):
        def batches(path, arguments):
            for number, batch in enumerate(original(path, arguments)):
                yield batch
                if path.endswith(victim) and number == 2 and not os.path.exists(marker):
                    Path(marker).touch()
                    daemon = os.getppid()
                    executor = int(Path(f"/proc/{daemon}/stat").read_text().rsplit(")", 1)[1].split()[1])
                    os.kill(executor, signal.SIGKILL)
        return batches

    spark.batches_of_archive = killing(tables.batches_of_archive, str(folder / "killed"), "3.warc.gz")
"""


def run(folder: Path, *programs: str) -> None:
    """Runs programs with a session of their own, since a session lives as long as its process."""
    source = textwrap.dedent(SESSION).format(folder=str(folder)) + "".join(map(textwrap.dedent, programs))
    # The name of a machine may not have an address.
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    command = [sys.executable, "-c", source]
    process = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert process.returncode == 0, process.stderr[-8000:]


def rows(folder: Path) -> list[dict]:
    return parquet.read_table(folder).to_pylist()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux")
def test_archives_to_tables_with_an_executor_killed_in_mid_run(tmp_path: Path) -> None:
    paths = []
    for part in range(6):
        records = [response(f"https://e.org/{part}/{number}", make_page(number).encode()) for number in range(40)]
        records[5] = records[5].replace(b"Content-Length", b"Content-Width")
        records[6] = response(f"https://e.org/{part}/6", b"\x1f\x8b\x08\0 damaged")
        paths.append(str(write_gzip(tmp_path / f"{part}.warc.gz", records)))
    run(
        tmp_path,
        KILL,
        f"""
    pages = maintext_spark.read_warcs(session, {paths!r}, batch_rows=10)
    assert pages.rdd.getNumPartitions() == 6
    maintext_spark.write_tables(pages, str(folder / "good"), str(folder / "bad"))
    """,
    )
    assert (tmp_path / "killed").exists(), "an executor was killed"
    good, bad = rows(tmp_path / "good"), rows(tmp_path / "bad")
    expected = {f"https://e.org/{part}/{number}" for part in range(6) for number in range(40)}
    failed = {f"https://e.org/{part}/{number}" for part in range(6) for number in (5, 6)}
    assert len(good) == 6 * 38 and {row["warc_url"] for row in good} == expected - failed
    assert len(bad) == 12 and {row["error_kind"] for row in bad} == {"record", "compressed"}
    assert all(row["text"] == maintext.extract_text(make_page(int(row["warc_url"].rsplit("/", 1)[1]))) for row in good)
    assert {row["warc_path"] for row in good} == set(paths)


def test_a_table_of_pages_keeps_its_other_columns(tmp_path: Path) -> None:
    pages = [make_page(number) for number in range(300)]
    table = pa.table({"id": list(range(300)), "html": [page.encode() for page in pages], "address": ["https://e.org/x"] * 300})
    parquet.write_table(table, tmp_path / "pages.parquet", row_group_size=50)
    run(
        tmp_path,
        """
    pages = session.read.parquet(str(folder / "pages.parquet")).repartition(4)
    columns = maintext_spark.maintext.BATCH_COLUMNS
    texts = maintext_spark.extract_column(pages, "html", url="address", columns=columns, max_time=30)
    texts.write.parquet(str(folder / "texts"))
    """,
    )
    found = sorted(rows(tmp_path / "texts"), key=lambda row: row["id"])
    assert [row["id"] for row in found] == list(range(300))
    assert [row["text"] for row in found] == [maintext.extract_text(page) for page in pages]
    assert set(found[0]) == {"id", "address", *maintext.BATCH_COLUMNS}
    assert found[7]["authors"] == ["Jane Doe"] and found[7]["comments"][0]["depth"] == 0
    assert found[7]["is_article"] is True and found[7]["confidence"] > 0.5

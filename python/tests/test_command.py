"""The command-line program of the package."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import make_page

import maintext


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "maintext", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **options)  # type: ignore[call-overload]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(make_page(), encoding="utf-8")
    return str(path)


def test_a_page_is_printed_as_text_and_as_json(file: str) -> None:
    article = maintext.extract(make_page())
    assert run("extract", file).stdout.strip() == article.text
    found = json.loads(run("extract", "--format", "json", file).stdout)
    assert (found["text"], found["title"]) == (article.text, article.title)


def test_a_page_is_read_from_standard_input() -> None:
    assert run("extract", "-", input=make_page()).stdout.strip() == maintext.extract_text(make_page())


def test_the_exit_status_is_that_of_the_program(file: str, tmp_path: Path) -> None:
    assert run("extract", file).returncode == 0
    missing = run("extract", str(tmp_path / "none.html"))
    assert missing.returncode == 1 and "none.html" in missing.stderr
    wrong = run("extract", "--no-such-option", file)
    assert wrong.returncode == 2 and "--no-such-option" in wrong.stderr
    version = run("--version")
    assert (version.returncode, version.stdout.strip()) == (0, f"maintext {maintext.__version__}")


def test_the_script_is_the_same_program(file: str) -> None:
    script = shutil.which("maintext", path=os.path.dirname(sys.executable))
    if script is None:
        pytest.skip("the package is not installed")
    printed = subprocess.run([script, "extract", file], capture_output=True, text=True, encoding="utf-8").stdout
    assert printed == run("extract", file).stdout

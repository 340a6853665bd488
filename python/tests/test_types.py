"""The stubs: checked by mypy and pyright against a program that uses everything, and against the compiled module."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CONFIG = HERE.parent / "pyproject.toml"


def check(tool: str, *arguments: str) -> None:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed")
    run = subprocess.run([sys.executable, "-m", tool, *arguments], capture_output=True, text=True, cwd=HERE)
    assert run.returncode == 0, run.stdout + run.stderr


def test_mypy_accepts_the_typed_program() -> None:
    check("mypy", "--config-file", str(CONFIG), "typed_program.py")


def test_pyright_accepts_the_typed_program() -> None:
    check("pyright", "--pythonpath", sys.executable, "typed_program.py")


def test_the_package_itself_is_typed() -> None:
    check("mypy", "--config-file", str(CONFIG), "-p", "maintext")


def test_stubs_have_what_the_module_has(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    # The names of the module, which the package has in its own `__all__`.
    allowed = tmp_path / "allowed.txt"
    allowed.write_text("maintext._maintext.__all__")
    run = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "maintext._maintext", "--mypy-config-file", str(CONFIG), "--allowlist", str(allowed)],
        capture_output=True,
        text=True,
        cwd=HERE,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_typed_program_runs() -> None:
    spec = importlib.util.spec_from_file_location("typed_program", HERE / "typed_program.py")
    assert spec is not None and spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    program.main()

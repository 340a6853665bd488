"""The examples of the documents and of the package run."""

import doctest
from pathlib import Path

import pytest

import maintext

pytest.importorskip("pyarrow")
FOLDER = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md"])
def test_examples_of_a_document_give_what_it_says(name: str) -> None:
    failed, count = doctest.testfile(str(FOLDER / name), module_relative=False, verbose=False)
    assert count > 5 and failed == 0


def test_the_example_of_the_package_gives_what_it_says() -> None:
    failed, count = doctest.testmod(maintext)
    assert count > 1 and failed == 0


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md", "docs/clusters.md"])
def test_examples_without_results_are_valid_python(name: str) -> None:
    blocks = (FOLDER / name).read_text(encoding="utf-8").split("```python\n")[1:]
    for block in blocks:
        code = block.split("```")[0]
        if not code.startswith(">>>"):
            compile(code, name, "exec")


@pytest.mark.parametrize("name", maintext.__all__)
def test_everything_public_has_documentation(name: str) -> None:
    value = getattr(maintext, name)
    if callable(value):
        assert value.__doc__ and len(value.__doc__) > 20
        for attribute, member in vars(value).items() if isinstance(value, type) else ():
            if not attribute.startswith("_") and callable(member):
                assert member.__doc__, f"{name}.{attribute}"

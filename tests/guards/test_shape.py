"""Files and functions that fit in a head, names that say a noun, and nothing of the machine that they were written on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards.source import ROOT, repository_files, tree_of
from tests.guards.verdict import verdict

FILE_LINES, FUNCTION_LINES = 500, 50
EMPTY_NAMES = {
    "utils",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "handler",
    "handlers",
    "tools",
    "stuff",
}
WRITTEN = {".py", ".js", ".css", ".html", ".txt", ".md", ".toml", ".sh", ".svg", ".yml", ""}
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
LOADED = {".html", ".css", ".js"}
PERSONAL = re.compile(
    r"/(?:home|Users)/\w+|/(?:root)/|/mnt/\w|[A-Z]:\\Users|/(?:work)/\w|/tmp/(?:brief|bash_jobs)"
)
OTHER_HOST = re.compile(
    r"""(?:src|href|action|url|import|fetch|from)\s*[=(]?\s*["'(]?\s*["'(]?(https?:)?//[\w.-]+\.\w+"""
)

GENERATED = "written by clients/python/generate.py, and read by nobody from end to end"
ALLOWED_LENGTH: dict[str, str] = {
    "clients/python/saath_client/operations.py: over 500 lines": GENERATED,
    "clients/python/saath_client/shapes.py: over 500 lines": GENERATED,
}
ALLOWED_HOSTS: dict[str, str] = {}
LONG_BY_NATURE = {".txt", ".md", ".svg", ""}


def shape_faults(path: Path, text: str) -> Iterator[str]:
    """Yield what is wrong with the name and the length of a file."""
    if path.stem in EMPTY_NAMES:
        yield f"{path}: a name that says nothing"
    if text.count("\n") > FILE_LINES and path.suffix not in LONG_BY_NATURE:
        yield f"{path}: over {FILE_LINES} lines"


def function_faults(path: Path, tree: ast.Module) -> Iterator[str]:
    """Yield every function of a file that is too long."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTION) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES:
            yield f"{path}: {node.name} is over {FUNCTION_LINES} lines"


def written_files() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the repository that people write by hand."""
    for path in repository_files():
        if path.suffix in WRITTEN and path.parts[0] != "requirements" and path.name != "LICENSE":
            yield path, (ROOT / path).read_text(errors="replace")


def test_every_file_fits_in_a_head() -> None:
    written = [(path, text) for path, text in written_files() if "migrations" not in path.parts]
    found = [fault for path, text in written for fault in shape_faults(path, text)]
    assert verdict(found, ALLOWED_LENGTH) == []


def test_every_function_fits_in_a_head() -> None:
    found = [
        fault
        for path in repository_files()
        if path.suffix == ".py" and "migrations" not in path.parts
        for fault in function_faults(path, tree_of(path))
    ]
    assert verdict(found) == []


def test_nothing_tells_of_the_machine_that_it_was_written_on() -> None:
    found = [f"{path}: {match[0]}" for path, text in written_files() for match in PERSONAL.finditer(text)]
    assert verdict(found) == []


def test_no_page_asks_another_host() -> None:
    found = [
        f"{path}: {match[0]}"
        for path, text in written_files()
        if path.suffix in LOADED and path.parts[0] == "saath" and "tests" not in path.parts
        for match in OTHER_HOST.finditer(text)
    ]
    assert verdict(found, ALLOWED_HOSTS) == []


def test_catches_a_file_that_just_grew() -> None:
    assert len(list(shape_faults(Path("saath/desk/utils.py"), "\n" * 501))) == 2


def test_catches_a_function_that_just_grew() -> None:
    tree = ast.parse("def grow():\n" + "    pass\n" * 50)
    assert len(list(function_faults(Path("a.py"), tree))) == 1


def test_catches_a_path_and_a_host_of_somebody() -> None:
    assert PERSONAL.search("open('/" + "home/asha/mail')")
    assert OTHER_HOST.search('<script src="https://cdn.example.com/x.js">')
    assert OTHER_HOST.search("@import url('//fonts.example.com/a.css')")

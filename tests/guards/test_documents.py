"""What the documents tell a stranger to type or to open is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from saath.cli.main import saath
from tests.guards.source import ROOT, repository_files
from tests.guards.verdict import verdict

MAKE = re.compile(r"`?make ((?:[A-Z_]+=\S+ )*)([a-z][a-z-]*)")
SAATH = re.compile(r"`(?:\.venv/bin/)?saath ([a-z][a-z -]*[a-z])")
QUOTED = re.compile(r"^```python ?(\S*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
OPENED = re.compile(
    r"`((?:saath|config|tests|docs|examples|benchmarks|requirements|\.ci)/[\w./-]+)`|\]\((?!https?:|#)([\w./-]+)\)"
)
SETTING = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
SETTINGS = "docs/howto/run-in-production.md"


def faults(path: Path, text: str) -> Iterator[str]:
    """Yield every command and file that a document names and that is not there."""
    code = "\n".join(re.findall(r"`[^`\n]+`|^```.*?^```", text, re.DOTALL | re.MULTILINE))
    for match in MAKE.finditer(code):
        if match[2] not in make_targets():
            yield f"{path}: make {match[2]}"
    for match in SAATH.finditer(text):
        if not has_command(match[1].split()):
            yield f"{path}: saath {match[1]}"
    for match in OPENED.finditer(text):
        if not _exists(path, match[1] or match[2]):
            yield f"{path}: {match[1] or match[2]}"


def misquoted(path: Path, text: str) -> Iterator[str]:
    """Yield every piece of Python that a document does not quote from a file, word for word: only what runs is true."""
    for name, piece in QUOTED.findall(text):
        if not name:
            yield f"{path}: Python that stands in no file"
        elif not (ROOT / name).is_file() or piece not in (ROOT / name).read_text():
            yield f"{path}: {name} has no such lines"


@cache
def make_targets() -> frozenset[str]:
    """Return the names that `make` knows."""
    return frozenset(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def has_command(words: list[str]) -> bool:
    """Return whether the command `saath` has this command; what follows it are arguments."""
    command: click.Command = saath
    for word in words:
        if not isinstance(command, click.Group):
            return True
        found = command.get_command(click.Context(command), word)
        if found is None:
            return False
        command = found
    return True


def _exists(document: Path, name: str) -> bool:
    return any((base / name).exists() for base in (ROOT, ROOT / document.parent))


def unsaid(code: str, document: str) -> Iterator[str]:
    """Yield every setting that code reads from the environment and that no row of the document's table names."""
    rows = "".join(line for line in document.splitlines() if line.startswith("| `"))
    for name in SETTING.findall(code):
        if f"`{name}`" not in rows:
            yield f"{SETTINGS}: {name}"


def documents() -> list[Path]:
    """Return the documents of the repository."""
    return [path for path in repository_files() if path.suffix == ".md"]


def test_every_command_and_file_that_a_document_names_is_there() -> None:
    assert verdict(fault for path in documents() for fault in faults(path, (ROOT / path).read_text())) == []


def test_every_piece_of_python_is_quoted_from_a_file_that_runs() -> None:
    assert (
        verdict(fault for path in documents() for fault in misquoted(path, (ROOT / path).read_text())) == []
    )


def test_catches_python_that_stands_nowhere_or_reads_otherwise_there() -> None:
    bad = "```python\nrun()\n```\n```python examples/chat_app/chat.py\nrun()\n```\n```python gone.py\nrun()\n```\n"
    assert len(list(misquoted(Path("README.md"), bad))) == 3


def test_every_setting_is_in_the_table_of_settings() -> None:
    code = "\n".join((ROOT / "config" / name).read_text() for name in ("settings.py", "env.py"))
    assert verdict(unsaid(code, (ROOT / SETTINGS).read_text())) == []


def test_catches_a_setting_that_nobody_is_told_of() -> None:
    assert list(unsaid('env.flag(\n    "SAATH_DANCE", False)', "Set `SAATH_DANCE`.")) == [
        f"{SETTINGS}: SAATH_DANCE"
    ]


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()


def test_catches_commands_and_files_that_are_not_there() -> None:
    bad = "Type `make PORT=1 coffee` or `make run`, or `saath dance`, see `saath/desk/nowhere.py` and [this](gone.md)."
    assert len(list(faults(Path("README.md"), bad))) == 4

"""A damaged backup is refused as damaged, leaves nothing behind, and one that is taken is whole."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import strategies as st

from saath.operations.archive.errors import CannotRestore
from saath.operations.archive.manifest import MANIFEST
from saath.operations.archive.reading import open_archive, verify
from saath.operations.archive.writing import write_archive
from saath.operations.tests.filled import fill
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import Blow, blows, odd_text, struck

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]

VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), odd_text, st.just([]), st.just({}), st.just([[]])
)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return the backup of two shops."""
    fill()
    write_archive(tmp_path / "whole.zip")
    return tmp_path / "whole.zip"


def contents(archive: Path) -> dict[str, bytes]:
    """Return every member of an archive."""
    with ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@doses
def test_a_damaged_backup_is_refused_or_whole(whole: Path, dose: int) -> None:
    written, octets, copy = contents(whole), whole.read_bytes(), whole.with_name("damaged.zip")

    def is_refused_or_whole(some: list[Blow]) -> None:
        copy.write_bytes(struck(octets, some))
        with suppress(CannotRestore), open_archive(copy) as archive:
            verify(archive)
            assert {name: archive.zip.read(name) for name in written if name != MANIFEST} == {
                name: content for name, content in written.items() if name != MANIFEST
            }

    holds_for(is_refused_or_whole, blows(len(octets)), dose=dose, examples=60)


@doses
def test_a_backup_that_lies_of_itself_is_refused_or_whole(whole: Path, dose: int) -> None:
    written, copy = contents(whole), whole.with_name("lying.zip")
    manifest = json.loads(written[MANIFEST])

    def is_refused_or_whole(path: list[Any], value: Any) -> None:
        with ZipFile(copy, "w", ZIP_DEFLATED) as lying:
            for name, content in written.items():
                lying.writestr(name, changed_at(manifest, path, value) if name == MANIFEST else content)
        with suppress(CannotRestore), open_archive(copy) as archive:
            verify(archive)

    holds_for(is_refused_or_whole, st.sampled_from(list(paths(manifest))), VALUES, dose=dose, examples=60)


def paths(value: Any) -> list[list[Any]]:
    """Return the way to every value inside a JSON value, and to itself."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [[], *([key, *rest] for key, part in inside for rest in paths(part))]


def changed_at(whole: Any, path: list[Any], value: Any) -> bytes:
    """Return a JSON text with another value at one place."""
    changed = json.loads(json.dumps({"all": whole}))
    place, steps = changed, ["all", *path]
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return json.dumps(changed["all"]).encode("utf-8", "surrogatepass")

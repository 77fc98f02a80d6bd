"""The file grows by members, and goes on where it was killed."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from saath.conversations.tests.builders import Desk
from saath.exports.packing import pack_on, packed_file
from saath.exports.reading import Reading
from saath.exports.zip_parts import GrowingZip

MEMBERS = [
    ("README.md", b"x" * 1_000),
    ("empty", b""),
    ("नमस्ते.json", "ક".encode() * 300_000),
    ("last", b"\0" * 5),
]


def contents(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.one_engine
@pytest.mark.parametrize("killed_after", range(len(MEMBERS)))
def test_what_was_not_kept_is_written_once_more(tmp_path: Path, killed_after: int) -> None:
    with GrowingZip(tmp_path, "a.zip") as growing:
        for number, (name, octets) in enumerate(MEMBERS[: killed_after + 1]):
            growing.add(name, io.BytesIO(octets), packed=number % 2 == 0)
            if number < killed_after:
                growing.keep()
    with GrowingZip(tmp_path, "a.zip") as growing:
        assert growing.members == killed_after
        for name, octets in MEMBERS[growing.passed :]:
            growing.add(name, io.BytesIO(octets), packed=True)
        growing.end()
    assert contents(tmp_path / "a.zip") == dict(MEMBERS)


@pytest.mark.django_db(transaction=True)
def test_packing_goes_on_turn_by_turn(desk: Desk) -> None:
    reading = Reading("turns")
    reading.read()
    turns = 0
    while not pack_on(reading, seconds=-1)[1]:
        turns += 1
    by_turns = contents(packed_file(reading))
    assert turns > len(by_turns) - 2
    whole = Reading("whole")
    whole.read()
    pack_on(whole, seconds=60)
    at_once = contents(packed_file(whole))
    assert {name: by_turns[name] for name in by_turns if name != "manifest.json"} == {
        name: at_once[name] for name in at_once if name != "manifest.json"
    }

"""Bytes on disk."""

import errno
import hashlib
import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from saath.core.clock import now
from saath.files import storage
from saath.files.errors import DiskFull, FileTooLarge
from saath.tenancy.scope import NoStoreScope, every_store, store_scope

LATER = timedelta(hours=2)


@pytest.fixture(autouse=True)
def in_a_store(files_dir: Path) -> Any:
    with store_scope(7):
        yield


def save(data: bytes) -> storage.SavedBytes:
    return storage.save(BytesIO(data), max_bytes=1000)


def test_saved_bytes_are_read_again(files_dir: Path) -> None:
    saved = save(b"mail")
    assert saved.sha256 == hashlib.sha256(b"mail").hexdigest()
    with storage.open_bytes(saved.sha256) as file:
        assert file.read() == b"mail"
    assert (files_dir / "7" / saved.sha256[:2] / saved.sha256).stat().st_mode & 0o777 == 0o600


def test_same_bytes_of_another_store_are_apart(files_dir: Path) -> None:
    saved = save(b"mail")
    with store_scope(8), pytest.raises(FileNotFoundError):
        storage.open_bytes(saved.sha256)


def test_without_a_store_nothing_is_written(files_dir: Path) -> None:
    with every_store("test"), pytest.raises(NoStoreScope):
        save(b"mail")


def test_too_large_leaves_nothing_behind(files_dir: Path) -> None:
    with pytest.raises(FileTooLarge, match="larger than 1000"):
        save(b"x" * 1001)
    assert not [path for path in files_dir.rglob("*") if path.is_file()]


def test_bytes_are_synced_before_they_get_their_place(
    files_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, os.replace
    save(b"first, so that the folders are there")

    def note_sync(descriptor: int) -> None:
        steps.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")
        sync(descriptor)

    def note_replace(source: Path, target: Path) -> None:
        steps.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    save(b"first, so that the folders are there")
    assert steps == ["file", "replace", "folder"]


def test_full_disk_says_so_and_leaves_nothing(files_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    save(b"first, so that the folders are there")
    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DiskFull):
        save(b"second")
    assert not list((files_dir / "7" / storage.INCOMING).iterdir())


def test_bytes_saved_again_are_young_and_stay(files_dir: Path) -> None:
    saved = save(b"mail")
    place = files_dir / "7" / saved.sha256[:2] / saved.sha256
    os.utime(place, (0, 0))
    save(b"mail")
    assert not storage.remove_if_older(saved.sha256, than=now() - LATER)
    assert place.exists()


def test_old_bytes_are_removed_once(files_dir: Path) -> None:
    saved = save(b"mail")
    assert storage.remove_if_older(saved.sha256, than=now() + LATER)
    assert not storage.remove_if_older(saved.sha256, than=now() + LATER)


def test_leftovers_of_a_killed_writer_go(files_dir: Path) -> None:
    save(b"mail")
    (files_dir / "7" / storage.INCOMING / "half").write_bytes(b"ma")
    assert storage.remove_leftovers(older_than=now() - LATER) == 0
    assert storage.remove_leftovers(older_than=now() + LATER) == 1


def test_writer_that_finishes_while_leftovers_are_looked_for_is_no_trouble(
    files_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(b"mail")
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([folder / "moved-just-now"]))
    assert storage.remove_leftovers(older_than=now() + LATER) == 0


def test_saved_hashes_are_listed(files_dir: Path) -> None:
    assert list(storage.saved_hashes()) == []
    hashes = {save(str(number).encode()).sha256 for number in range(20)}
    assert {sha256 for folder in storage.saved_hashes() for sha256 in folder} == hashes

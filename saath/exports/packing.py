"""Packing what was read, with the files of the shop, into one ZIP file: a while at a time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import IO

from saath.core.faults import fault_point
from saath.exports.manifest import MANIFEST, Manifest, bytes_file
from saath.exports.reading import Reading
from saath.exports.zip_parts import GrowingZip
from saath.files import storage

PACKED = "export.zip"
LOST = "files.lost"
# So much may be packed once more after a kill.
KEEP_EVERY_OCTETS = 32 << 20
Opens = Callable[[], IO[bytes]]


def pack_on(reading: Reading, *, seconds: float) -> tuple[int, bool]:
    """Go on packing for a while; return how many octets were taken, and whether the file is complete."""
    ends = monotonic() + seconds
    manifest = reading.manifest
    if manifest is None:
        raise ValueError("what is packed was read before")
    with GrowingZip(reading.folder, PACKED) as target:
        kept_at = target.octets
        for name, opens, packed in islice(_members(reading, manifest), target.passed, None):
            _add(target, reading, name, opens, packed)
            if target.octets - kept_at > KEEP_EVERY_OCTETS:
                target.keep()
                fault_point("export_kept")
                kept_at = target.octets
            if monotonic() > ends:
                target.keep()
                return target.taken, False
        target.end()
        return target.taken, True


def packed_file(reading: Reading) -> Path:
    """Return where the packed file stands."""
    return reading.folder / PACKED


def _members(reading: Reading, manifest: Manifest) -> Iterator[tuple[str, Opens, bool]]:
    """Yield each member: its name, how it is opened, whether it is worth making smaller. The order never changes."""
    for part in reading.parts():
        yield part, partial(io.FileIO, reading.folder / part), True
    for sha256, _size in reading.files():
        yield bytes_file(sha256), partial(storage.open_bytes, sha256), False
    yield MANIFEST, lambda: io.BytesIO(_complete(reading, manifest).to_json().encode()), True


def _add(target: GrowingZip, reading: Reading, name: str, opens: Opens, packed: bool) -> None:
    """Add one member; where its bytes are lost, the manifest says so."""
    try:
        source = opens()
    except FileNotFoundError:
        with open(reading.folder / LOST, "a") as noted:
            noted.write(f"{name.rpartition('/')[2]}\n")
        target.pass_by()
        return
    with source:
        target.add(name, source, packed=packed)


def _lost(reading: Reading) -> frozenset[str]:
    with suppress(FileNotFoundError):
        return frozenset((reading.folder / LOST).read_text().split())
    return frozenset()


def _complete(reading: Reading, manifest: Manifest) -> Manifest:
    lost = _lost(reading)
    sizes = [size for sha256, size in reading.files() if sha256 not in lost]
    return replace(manifest, files=len(sizes), file_bytes=sum(sizes), lost=tuple(sorted(lost)))

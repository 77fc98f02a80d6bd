"""A ZIP file that grows by members and goes on after a kill with the next one, in constant memory.

The central directory is kept beside the file while it grows. After each `keep` what was written so far is on disk; whatever
follows it is cut off when somebody goes on. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, Self

CHUNK_BYTES = 1 << 18
FAST = 1  # level of compression: text shrinks to a third, and the disk stays the slower part
STORED, DEFLATED = 0, 8
# 4.5 says that a reader needs ZIP64; bit 11: names are UTF-8. Every member has the day of the format: no clock goes in.
NEEDS, UTF8, DAY = 45, 1 << 11, (1 << 5) | 1
BIG = 0xFFFFFFFF
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
SIZES = struct.Struct("<2H2Q")
SIZES_AND_PLACE = struct.Struct("<2H3Q")
END64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR = struct.Struct("<4sLQL")
END = struct.Struct("<4s4H2LH")


class GrowingZip:
    """A file of this name in a folder, opened to be gone on with.

    `members` is how many are in it, `passed` how many of what is to be packed it has come to: some may not be there.
    `taken` are the octets that were packed, `octets` how many the file has.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path, self._state = folder / name, folder / f"{name}.kept"
        kept: list[int] = json.loads(self._state.read_text()) if self._state.exists() else [0] * 5
        self.members, self.passed, self.taken, self.octets, directory = kept
        self._file = _opened(self.path, self.octets)
        self._directory = _opened(folder / f"{name}.directory", directory)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._file.close()
        self._directory.close()

    def add(self, name: str, source: IO[bytes], *, packed: bool) -> None:
        """Write one member; it stays from the next `keep` on."""
        encoded, start = name.encode(), self.octets
        method = DEFLATED if packed else STORED
        self._file.seek(start + LOCAL.size + len(encoded) + SIZES.size)
        crc, size = self._write(source, packed)
        end = self._file.tell()
        stored = end - start - LOCAL.size - len(encoded) - SIZES.size
        self._file.seek(start)
        head = (NEEDS, UTF8, method, 0, DAY, crc, BIG, BIG, len(encoded))
        self._file.write(LOCAL.pack(b"PK\3\4", *head, SIZES.size) + encoded)
        self._file.write(SIZES.pack(1, SIZES.size - 4, size, stored))
        self._directory.write(
            CENTRAL.pack(b"PK\1\2", NEEDS, *head, SIZES_AND_PLACE.size, 0, 0, 0, 0, BIG) + encoded
        )
        self._directory.write(SIZES_AND_PLACE.pack(1, SIZES_AND_PLACE.size - 4, size, stored, start))
        self.members, self.passed = self.members + 1, self.passed + 1
        self.taken, self.octets = self.taken + size, end

    def pass_by(self) -> None:
        """Leave one out that is not there."""
        self.passed += 1

    def keep(self) -> None:
        """Let what was written survive a kill and a power cut."""
        for file in (self._file, self._directory):
            file.flush()
            os.fsync(file.fileno())
        draft = self._state.with_suffix(".draft")
        kept = [self.members, self.passed, self.taken, self.octets, self._directory.tell()]
        draft.write_text(json.dumps(kept))
        draft.replace(self._state)

    def end(self) -> None:
        """Write the central directory behind the members: the file is complete. Again is no harm."""
        self.keep()
        length = self._directory.tell()
        self._directory.seek(0)
        self._file.seek(self.octets)
        while chunk := self._directory.read(CHUNK_BYTES):
            self._file.write(chunk)
        count = (self.members, self.members, length, self.octets)
        self._file.write(END64.pack(b"PK\6\6", END64.size - 12, NEEDS, NEEDS, 0, 0, *count))
        self._file.write(LOCATOR.pack(b"PK\6\7", 0, self.octets + length, 1))
        self._file.write(END.pack(b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, BIG, BIG, 0))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _write(self, source: IO[bytes], packed: bool) -> tuple[int, int]:
        crc = size = 0
        packer = zlib.compressobj(FAST, zlib.DEFLATED, -zlib.MAX_WBITS)
        while chunk := source.read(CHUNK_BYTES):
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
            self._file.write(packer.compress(chunk) if packed else chunk)
        if packed:
            self._file.write(packer.flush())
        return crc, size


def _opened(path: Path, octets: int) -> IO[bytes]:
    """Open a file at the end of what is known to be whole, without what came after it."""
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    file.truncate(octets)
    file.seek(octets)
    return file

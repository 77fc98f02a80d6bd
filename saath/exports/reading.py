"""Reading a shop out of the database, of one moment, into a folder from which it is packed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from saath.core.clock import now
from saath.exports.catalogue import KINDS
from saath.exports.kinds import Kind, by_model
from saath.exports.lines import lines_of, to_bytes
from saath.exports.manifest import Manifest, Part, data_file
from saath.exports.schema import readme, schema_of, to_json
from saath.exports.sheets import SHEETS, Sheet, rows_of
from saath.files.models import StoredFile
from saath.tenancy.keys import path_key
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id
from saath.tenancy.snapshot import snapshot

READ, FILES, PROGRESS = "read.json", "files.list", "lines.done"
TELL_EVERY = 5_000
KIND_OF_FILES = by_model(KINDS)[StoredFile]


class Reading:
    """A folder with what an export of the store in scope has read. Without `manifest` it is not complete."""

    def __init__(self, key: str) -> None:
        self.folder = Path(settings.DATA_DIR) / "exports" / path_key(key)
        self._lines = 0

    @property
    def manifest(self) -> Manifest | None:
        """Return what was read, None while it is not all there."""
        said = self.folder / READ
        return Manifest.from_json(said.read_text()) if said.exists() else None

    @property
    def lines_done(self) -> int:
        """Return how many lines were read by now."""
        told = self.folder / PROGRESS
        return int(told.read_text() or 0) if told.exists() else 0

    def read(self) -> Manifest:
        """Read all rows of one moment; nobody who writes waits for it. What a killed reader left goes first."""
        self.remove()
        self.folder.mkdir(mode=0o700, parents=True)
        with snapshot():
            store = Store.objects.get(pk=current_store_id())
            made_at = now()
            data = tuple(self._read_kind(kind) for kind in KINDS)
            sheets = tuple(self._read_sheet(sheet, store) for sheet in SHEETS)
            self._list_files()
        self._write("README.md", (text.encode() for text in readme(store.name)))
        for kind in KINDS:
            self._write(f"schema/{kind.name}.json", [to_json(schema_of(kind)).encode()])
        manifest = Manifest(
            shop=store.name,
            shop_id=str(store.public_id),
            saath=settings.VERSION,
            made_at=made_at.isoformat(),
            data=data,
            sheets=sheets,
        )
        draft = self.folder / f"{READ}.draft"
        draft.write_text(manifest.to_json())
        draft.replace(self.folder / READ)
        return manifest

    def parts(self) -> list[str]:
        """Return the files that are packed, but those of the shop, in the order in which a person reads them."""
        sheets = [f"sheets/{sheet.name}.csv" for sheet in SHEETS]
        schemas = [f"schema/{kind.name}.json" for kind in KINDS]
        return ["README.md", *sheets, *(data_file(kind.name) for kind in KINDS), *schemas]

    def files(self) -> Iterator[tuple[str, int]]:
        """Yield SHA-256 and size of each file of the shop, once."""
        with open(self.folder / FILES) as lines:
            for line in lines:
                sha256, size = line.split()
                yield sha256, int(size)

    def octets(self) -> int:
        """Return how much there is to pack, before it gets smaller."""
        parts = sum((self.folder / part).stat().st_size for part in self.parts())
        return parts + sum(size for _sha256, size in self.files())

    def remove(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read_kind(self, kind: Kind) -> Part:
        return self._write(data_file(kind.name), map(to_bytes, lines_of(kind)), counts=True)

    def _list_files(self) -> None:
        """Note whose bytes are to be packed: the same bytes may have two rows."""
        rows = KIND_OF_FILES.kept_rows().order_by("sha256").values_list("sha256", "size").distinct()
        with open(self.folder / FILES, "w") as listed:
            listed.writelines(f"{sha256} {size}\n" for sha256, size in rows.iterator(chunk_size=500))

    def _read_sheet(self, sheet: Sheet, store: Store) -> Part:
        rows = (row.encode() for row in rows_of(sheet, store.zone))
        part = self._write(f"sheets/{sheet.name}.csv", rows)
        return Part(part.file, part.lines - 1, part.sha256)

    def _write(self, name: str, lines: Iterable[bytes], *, counts: bool = False) -> Part:
        digest, count = hashlib.sha256(), 0
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        with open(path, "wb") as file:
            for line in lines:
                digest.update(line)
                file.write(line)
                count += 1
                if counts:
                    self._tell()
        return Part(name, count, digest.hexdigest())

    def _tell(self) -> None:
        self._lines += 1
        if self._lines % TELL_EVERY == 0:
            (self.folder / PROGRESS).write_text(str(self._lines))

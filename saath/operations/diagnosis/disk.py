"""Whether there is room, and whether we may write where we must."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from saath.operations.diagnosis.finding import Circumstances, Finding, Level

LEAST_FREE_BYTES = 256 * 1024**2
LOW_BYTES = 2 * 1024**3
PROBE_BYTES = 1 << 18
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def has_room(circumstances: Circumstances) -> Iterator[Finding]:
    """Ask how much is free on each disk that we write to."""
    for folder in _one_of_each_disk():
        free = shutil.disk_usage(folder).free
        said = {"folder": folder, "free": filesizeformat(free)}
        if free < LEAST_FREE_BYTES:
            yield Finding(
                "disk.full",
                _("The disk of %(folder)s is full: %(free)s are left.") % said,
                _("Free some room or move the folder to a larger disk; until then no mail is taken in."),
            )
        elif free < LOW_BYTES:
            yield Finding(
                "disk.low",
                _("The disk of %(folder)s fills up: %(free)s are left.") % said,
                _("Free some room soon; old backups are a good start."),
                Level.NOTE,
            )


def can_be_written(circumstances: Circumstances) -> Iterator[Finding]:
    """Write a small file into each folder, through to the disk."""
    for folder in _folders():
        try:
            _write_probe(folder)
        except OSError as error:
            yield _cannot_write(folder, error)


def _write_probe(folder: Path) -> None:
    with NamedTemporaryFile(dir=folder, prefix=".doctor-") as probe:
        probe.write(os.urandom(PROBE_BYTES))
        probe.flush()
        os.fsync(probe.fileno())


def _cannot_write(folder: Path, error: OSError) -> Finding:
    said = {"folder": folder, "reason": error.strerror}
    if error.errno in NO_ROOM:
        return Finding(
            "disk.no_write",
            _("Nothing fits into %(folder)s any more: %(reason)s.") % said,
            _("Free some room, or raise the quota of the user that Saath runs as."),
        )
    return Finding(
        "data.not_writable",
        _("Saath cannot write into %(folder)s: %(reason)s.") % said,
        _("Give the folder to the user that Saath runs as: chown -R USER FOLDER; or mount it for writing."),
    )


def _folders() -> list[Path]:
    """Return the folders of data and files; one that is not there yet is represented by what it will stand in."""
    wanted = (Path(settings.DATA_DIR), Path(settings.FILES_DIR))
    return list(dict.fromkeys(_there(folder) for folder in wanted))


def _there(folder: Path) -> Path:
    return folder if folder.exists() else _there(folder.parent)


def _one_of_each_disk() -> list[Path]:
    return list({folder.stat().st_dev: folder for folder in reversed(_folders())}.values())

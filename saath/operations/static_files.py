"""The static files of this release, in the folder that they are served from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Collect, hash and compress them, unless that was done for just these files."""
    if are_current():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=_stamp().parent.exists())
    _stamp().write_text(_fingerprint())


def are_current() -> bool:
    """Return whether the files that are served are those of this release."""
    return _stamp().exists() and _stamp().read_text() == _fingerprint()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def _fingerprint() -> str:
    """Name the release and every static file's size and time."""
    digest = hashlib.sha256(settings.VERSION.encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda item: item[0]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns};".encode())
    return digest.hexdigest()

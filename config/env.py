"""Where the installation's own choices come from: environment variables, read once, typed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """Return the folder of everything that this installation keeps: database, files, keys."""
    path: Path = env.path("SAATH_DATA", BASE_DIR / "data")
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path.resolve()


def secret_key(data: Path) -> str:
    """Return the signing key: from `SAATH_SECRET_KEY`, or made once and kept beside the data, readable by its owner only."""
    given: str = env.str("SAATH_SECRET_KEY", "")
    if given:
        return given
    path = data / "secret"
    try:
        with open(path, "x", opener=_owner_only) as new:
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

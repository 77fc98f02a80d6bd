"""Database settings for the two engines that Saath runs on."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-16000;"
    "PRAGMA mmap_size=134217728;"
)


def sqlite(path: Path, *, lock_seconds: float) -> dict[str, Any]:
    """Return settings for a SQLite file: write-ahead log, every commit on disk, transactions that take the write lock at once.

    A writer waits `lock_seconds` for another process.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": lock_seconds, "init_command": SQLITE_PRAGMAS},
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Return settings for a `postgresql://user:password@host:port/name` address; a leading `/` in host means a socket folder."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "saath.tenancy.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # One long transaction must not hold up the others for ever.
        "OPTIONS": {
            "application_name": "saath",
            # What is asked through `planned_cursor` keeps its plan from the first time on, whatever its values: PostgreSQL
            # takes a place for many values to hold ten, and for one of them planned anew each time.
            "options": "-c lock_timeout=20s -c plan_cache_mode=force_generic_plan",
            "prepare_threshold": 0,
        },
    }

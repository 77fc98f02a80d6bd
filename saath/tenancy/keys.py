"""The only way to name a thing outside the database: every key carries its store."""

from __future__ import annotations

from saath.tenancy.scope import current_store_id


def cache_key(*parts: object) -> str:
    """Return a cache key of the current store."""
    return ":".join(("saath", str(current_store_id()), *(str(part) for part in parts)))


def path_key(*parts: str) -> str:
    """Return a relative file path of the current store. Parts are names, never paths."""
    for part in parts:
        if not part or "/" in part or "\\" in part or part.startswith("."):
            raise ValueError(f"{part!r} is not a plain file name")
    return "/".join((str(current_store_id()), *parts))

"""Whether a shop is empty: it has only what every new shop has."""

from __future__ import annotations

from saath.exports.catalogue import KINDS


def is_empty() -> bool:
    """Tell whether the store in scope has nothing but what a new shop has."""
    return not any(kind.kept_rows().exists() for kind in KINDS if not kind.is_in_new_shops)

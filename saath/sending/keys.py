"""Secrets of the ways out, as they are stored: encrypted, and never shown again."""

from __future__ import annotations

from collections.abc import Callable

from saath.sending.models import DkimKey, WayOut
from saath.tenancy.sealed import reencrypt_column


def reencrypt_ways(rotate: Callable[[str], str]) -> int:
    """Bring every stored password and service key under the newest key; return how many."""
    reencrypt_column(WayOut, "former_secret", rotate)
    return reencrypt_column(WayOut, "secret", rotate)


def reencrypt_signing_keys(rotate: Callable[[str], str]) -> int:
    """Bring every signing key under the newest key; return how many."""
    return reencrypt_column(DkimKey, "private", rotate)

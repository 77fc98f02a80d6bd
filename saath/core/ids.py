"""Identifiers that may leave the database."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_public_id() -> UUID:
    """A new UUIDv7 (RFC 9562): sortable by time of creation, safe to show in a URL."""
    return uuid7()

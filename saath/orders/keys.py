"""What proves and what opens a connection, as it is stored: encrypted, and never shown again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from saath.core.secrets import SecretText, decrypt, encrypt
from saath.orders.connectors.registry import UnknownConnector, connector_of
from saath.orders.models import Connection
from saath.tenancy.sealed import reencrypt_column


@dataclass(frozen=True, slots=True)
class Secrets:
    """What deliveries are signed with, and what they were signed with before, good until then."""

    now: str = field(repr=False)
    former: str = field(default="", repr=False)
    former_until: datetime | None = None


def seal_secrets(secrets: Secrets) -> str:
    """Return secrets as they are stored."""
    until = secrets.former_until
    held = {
        "now": secrets.now,
        "former": secrets.former,
        "former_until": until.isoformat() if until else "",
    }
    return encrypt(json.dumps(held))


def open_secrets(connection: Connection) -> Secrets | None:
    """Return what deliveries are signed with, None where nobody has said so yet. Raises SecretUnreadable."""
    if not connection.secrets_sealed:
        return None
    held = json.loads(decrypt(connection.secrets_sealed).reveal())
    until = held["former_until"]
    return Secrets(held["now"], held["former"], datetime.fromisoformat(until) if until else None)


def secrets_of(connection: Connection, at: datetime) -> Sequence[str]:
    """Return the secrets that are good at a time: the present one, and the former for a while. Raises SecretUnreadable."""
    secrets = open_secrets(connection)
    if secrets is None:
        return []
    is_former_good = secrets.former_until is not None and at < secrets.former_until
    return [secrets.now, secrets.former] if secrets.former and is_former_good else [secrets.now]


def seal_credentials(credentials: Mapping[str, str]) -> str:
    """Return what opens a platform as it is stored, '' for nothing."""
    given = {key: value for key, value in credentials.items() if value}
    return encrypt(json.dumps(given)) if given else ""


def credentials_of(connection: Connection) -> Mapping[str, SecretText | str]:
    """Return what opens the platform, by the keys of its connector; nothing where nobody has entered it.

    Raises SecretUnreadable.
    """
    if not connection.credentials_sealed:
        return {}
    held: dict[str, str] = json.loads(decrypt(connection.credentials_sealed).reveal())
    plain = _plain_of(connection.platform)
    return {key: value if key in plain else SecretText(value) for key, value in held.items()}


def reencrypt_connections(rotate: Callable[[str], str]) -> int:
    """Bring every stored secret of a connection under the newest key; return how many."""
    return sum(
        reencrypt_column(Connection, column, rotate) for column in ("secrets_sealed", "credentials_sealed")
    )


def _plain_of(platform: str) -> set[str]:
    try:
        return {each.key for each in connector_of(platform).CREDENTIALS if not each.is_secret}
    except UnknownConnector:
        return set()

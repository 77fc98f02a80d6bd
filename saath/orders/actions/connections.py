"""A shop says where its orders are, and what proves and opens it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from secrets import token_urlsafe

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, NotFound
from saath.core.secrets import SecretText
from saath.orders.connectors.registry import UnknownConnector, connector_of, missing_in
from saath.orders.events import CONNECTION_CHANGED, CONNECTION_ENDED, CONNECTION_MADE
from saath.orders.keys import Secrets, open_secrets, seal_credentials, seal_secrets
from saath.orders.models import Connection
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

# So long a former secret is good: a platform sends again for some hours what could not be delivered.
FORMER_LASTS = timedelta(days=1)
SECRET_OCTETS = 32
SHORTEST_SECRET = 8


@action
def make_connection(actor: Actor, *, platform: str, account: str = "", name: str) -> Connection:
    """Write down where orders come from; what was connected before is taken up again, with the orders that it brought.

    Raises `Forbidden`, `Conflict` where it is connected already.
    """
    actor.require("store.settings")
    known = (
        Connection.objects.select_for_update(no_key=True).filter(platform=platform, account=account).first()
    )
    if known is None:
        known = Connection.objects.create(platform=platform, account=account, name=name)
        emit(actor, CONNECTION_MADE, subject=known)
    else:
        _take_up_again(actor, known, name)
    _note(actor, known)
    return known


def _take_up_again(actor: Actor, connection: Connection, name: str) -> None:
    if connection.is_active:
        raise Conflict(_("This is connected already."), what_to_do=_("Change it there."))
    connection.is_active, connection.name = True, name
    _be_well(connection)
    connection.save(update_fields=["is_active", "name", *_WELL])
    emit(actor, CONNECTION_CHANGED, subject=connection, changed=["is_active"])


@action
def rename_connection(actor: Actor, connection: Connection, *, name: str) -> None:
    """Call it something else. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    if not name.strip():
        raise BadInput(_("A name is missing."), field="name")
    fresh = _held(connection)
    fresh.name = name.strip()[:80]
    fresh.save(update_fields=["name"])
    emit(actor, CONNECTION_CHANGED, subject=fresh, changed=["name"])


@action
def make_secret(actor: Actor, connection: Connection, *, is_known_to_others: bool = False) -> SecretText:
    """Make a secret for deliveries and return it, which nobody is shown again.

    The one before it is good for another day, or ends at once where others know it. Raises `Forbidden`.
    """
    secret = token_urlsafe(SECRET_OCTETS)
    keep_secret(actor, connection, secret=secret, is_known_to_others=is_known_to_others)
    return SecretText(secret)


@action
def keep_secret(
    actor: Actor, connection: Connection, *, secret: str, is_known_to_others: bool = False
) -> None:
    """Believe what is signed with this secret from now on; for the former one see `make_secret`.

    Raises `Forbidden`, `BadInput` for what is too short to be one.
    """
    actor.require("store.settings")
    secret = secret.strip()
    if len(secret) < SHORTEST_SECRET:
        raise BadInput(_("This is too short to be the secret."), field="secret")
    fresh = _held(connection)
    before = open_secrets(fresh)
    if before is None or is_known_to_others:
        fresh.secrets_sealed = seal_secrets(Secrets(secret))
    elif before.now != secret:
        fresh.secrets_sealed = seal_secrets(Secrets(secret, before.now, now() + FORMER_LASTS))
    fresh.save(update_fields=["secrets_sealed"])
    emit(actor, CONNECTION_CHANGED, subject=fresh, changed=["secrets_sealed"])
    _note(actor, fresh)


@action
def keep_credentials(actor: Actor, connection: Connection, *, credentials: Mapping[str, str]) -> None:
    """Open the platform with these from now on; its API is asked anew, whatever it said to others before.

    Raises `Forbidden`, `BadInput` for one that the platform does not know or that is missing.
    """
    actor.require("store.settings")
    fresh = _held(connection)
    _check_credentials(fresh, credentials)
    fresh.credentials_sealed = seal_credentials(credentials)
    fresh.token_expires_at = None
    _be_well(fresh)
    fresh.save(update_fields=["credentials_sealed", "token_expires_at", *_WELL])
    emit(actor, CONNECTION_CHANGED, subject=fresh, changed=["credentials_sealed"])
    _note(actor, fresh)


def _check_credentials(connection: Connection, credentials: Mapping[str, str]) -> None:
    try:
        known = {each.key for each in connector_of(connection.platform).CREDENTIALS}
    except UnknownConnector:
        known = set()
    is_given = any(credentials.values())
    missing = missing_in(connection.platform, connection.account, credentials) if is_given else ""
    if missing or set(credentials) - known:
        raise BadInput(_("Something is missing here."), field=missing)


@action
def end_connection(actor: Actor, connection: Connection) -> None:
    """Hear no more of it and forget what proves and opens it; the orders that it brought stay. Raises `Forbidden`."""
    actor.require("store.settings")
    fresh = _held(connection)
    fresh.is_active, fresh.secrets_sealed, fresh.credentials_sealed = False, "", ""
    fresh.token_expires_at = None
    _be_well(fresh)
    fresh.save(
        update_fields=["is_active", "secrets_sealed", "credentials_sealed", "token_expires_at", *_WELL]
    )
    emit(actor, CONNECTION_ENDED, subject=fresh)
    _note(actor, fresh)


_WELL = ("failure", "silent_since")


def _be_well(connection: Connection) -> None:
    connection.failure, connection.silent_since = "", None


def _held(connection: Connection) -> Connection:
    fresh = Connection.objects.select_for_update(no_key=True).filter(pk=connection.pk).first()
    if fresh is None:
        raise NotFound
    return fresh


def _note(actor: Actor, connection: Connection) -> None:
    detail = {"changed": ["connection"], "connection": str(connection.public_id)}
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail=detail)

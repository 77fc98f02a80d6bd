"""A platform that can be asked is told where to deliver: whoever enters its key has nothing more to set up there."""

from __future__ import annotations

from saath.core.secrets import SecretText
from saath.orders.actions.connections import keep_secret, make_secret
from saath.orders.connectors.base import Platform, PlatformError
from saath.orders.connectors.registry import connector_of
from saath.orders.hooks.address import hook_address
from saath.orders.keys import credentials_of, open_secrets
from saath.orders.models import Connection
from saath.orders.polling.troubles import ASKER


def see_to_deliveries(connection: Connection, platform: Platform) -> bool:
    """Have news delivered to us, and what was switched off switched on again; return whether that is seen to.

    A key that may only read is no trouble: news is then delivered as people set it up there, and asked for.
    """
    url = hook_address(connection)
    secret = _secret_of(connection, platform) if url else ""
    if not secret:
        return False
    try:
        platform.register_hooks(url, secret)
    except PlatformError:
        return False
    return True


def _secret_of(connection: Connection, platform: Platform) -> str:
    """Return what deliveries are to be signed with; "" where the platform would sign with something that we do not know."""
    held = open_secrets(connection)
    if platform.SIGNED_WITH:
        return _known_there(connection, platform.SIGNED_WITH, held.now if held else "")
    if held is not None:
        return held.now
    is_ours = connector_of(connection.platform).SECRET_IS_OURS
    return make_secret(ASKER, connection).reveal() if is_ours else ""


def _known_there(connection: Connection, key: str, held: str) -> str:
    """Return the credential that a platform signs with, kept as the secret from now on; not where another one is in use."""
    said = credentials_of(connection).get(key, "")
    signed_with = said.reveal() if isinstance(said, SecretText) else said
    if signed_with and not held:
        keep_secret(ASKER, connection, secret=signed_with)
    return signed_with if held in ("", signed_with) else ""

"""The way from outside is tried: a delivery, really signed, goes to the address that the platform uses.

It is sent by a job, for pages must not wait for other servers. How far it came is read from the ledger afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.orders.actions.self_test import note_self_test
from saath.orders.connectors.registry import connector_of
from saath.orders.hooks.address import hook_address
from saath.orders.keys import secrets_of
from saath.orders.models import Connection, Received
from saath.tenancy.actor import Actor

TESTER = Actor.system("test of the way in")
LASTS = timedelta(seconds=60)
# So the platform would not call it, and its connector sees that it is about nothing.
TOPIC = {"X-Shopify-Topic": "saath/test", "X-WC-Webhook-Topic": "saath.test"}


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the way: a sign of the sprite with its tone, what is the case, and what to do ('')."""

    icon: str
    tone: str
    what: str
    remedy: str = ""


def send_test(connection: Connection) -> None:
    """Send the delivery and write down how it was answered. It is about nothing, so that no order comes of it."""
    connector = connector_of(connection.platform)
    body = json.dumps({"saath_test": token_hex(8)}).encode()
    headers = {**TOPIC, "Content-Type": "application/json"}
    key = connector.key_of(headers, body)
    note_self_test(TESTER, connection, found={"key": key})
    secrets = secrets_of(connection, now())
    proof = connector.sign(body, secrets[0]) if secrets else {}
    from saath.orders.connected.knocking import knock  # here, as it brings httpx

    outcome, detail = knock(hook_address(connection), body, {**headers, **proof})
    note_self_test(TESTER, connection, found={"outcome": outcome, "detail": detail})


def is_running(connection: Connection) -> bool:
    """Tell whether a test is under way, so that its page looks again."""
    test = connection.self_test
    if not test.get("asked_at"):
        return False
    asked_at = datetime.fromisoformat(test["asked_at"])
    if now() - asked_at > LASTS:
        return False
    if test.get("outcome", "ok") != "ok":
        return False
    row = _row(connection)
    return row is None or row.state == Received.State.RECEIVED


def hops_of(connection: Connection) -> Sequence[Hop]:
    """Return how far the last test came, step by step; nothing where there was none."""
    test: dict[str, Any] = connection.self_test
    if not test.get("asked_at"):
        return []
    outcome = test.get("outcome")
    if outcome is None:
        return (
            [_waiting(_("A signed delivery is being sent…"))] if is_running(connection) else [_nobody_works()]
        )
    if outcome not in ("ok", "refused"):
        return [_unreached(outcome, test.get("detail", ""))]
    reached = _good(_("The address is reached from outside."))
    if outcome == "refused":
        return [reached, _refused(test.get("detail", ""))]
    return [reached, _good(_("The delivery proves itself and is answered at once.")), *_kept(connection)]


def _kept(connection: Connection) -> Sequence[Hop]:
    row = _row(connection)
    if row is None:
        what = _("Somebody else answered: the delivery is not here.")
        return [Hop("alert", "c-bad", what, _("See whether the address leads to this Saath."))]
    kept = _good(_("It is written down."))
    if row.state == Received.State.RECEIVED:
        return [kept, _waiting(_("It waits to be read…")) if is_running(connection) else _nobody_works()]
    return [kept, _good(_("It was read. News of this platform comes in."))]


def _row(connection: Connection) -> Received | None:
    key = connection.self_test.get("key")
    rows = Received.objects.filter(connection=connection, key=key).only("state")
    return rows.first() if key else None


def _unreached(outcome: str, detail: str) -> Hop:
    said = {"host": detail}
    whats = {
        "no-address": _("The shop has no pages for shoppers, so there is no address to deliver to."),
        "unknown": _("There is no server of the name %(host)s.") % said,
        "private": _("%(host)s is in a private network: no platform can reach it there.") % said,
        "closed": _("Nobody answers at %(host)s.") % said,
        "silent": _("%(host)s does not answer in time.") % said,
        "certificate": _("%(host)s cannot prove that it is the one it says: its certificate is not good.")
        % said,
    }
    remedy = _("Ask who runs Saath to make the pages for shoppers reachable from everywhere.")
    return Hop("alert", "c-bad", whats.get(outcome, whats["silent"]), remedy)


def _refused(status: str) -> Hop:
    if status == "401":
        what = _("The delivery was refused: it was signed with another secret than the one kept here.")
        return Hop("alert", "c-bad", what, _("Enter the secret anew."))
    what = _("The delivery was answered with %(status)s in place of 200.") % {"status": status}
    return Hop("alert", "c-bad", what, _("See whether a proxy or a firewall stands before Saath."))


def _nobody_works() -> Hop:
    what = _("Nobody does the work that waits.")
    return Hop("alert", "c-bad", what, _("Ask who runs Saath to start its worker."))


def _good(what: str) -> Hop:
    return Hop("check", "c-good", what)


def _waiting(what: str) -> Hop:
    return Hop("clock", "dim", what)

"""What a wish comes to for an order as it stands now, and how it gets on its way."""

from __future__ import annotations

from base64 import b32encode
from hashlib import blake2b
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.jobs import enqueue
from saath.jobs.queue import hasten
from saath.orders.acts.commands import Able
from saath.orders.acts.jobs import do_act
from saath.orders.acts.reading import facts_of
from saath.orders.acts.rules import Plan, planned
from saath.orders.acts.wishes import Wish
from saath.orders.connectors.registry import able_of
from saath.orders.models import Order, OrderAct

LONGEST_REASON = 200


def plan_for(order: Order, wish: Wish) -> Plan:
    """Return what a wish comes to as an order stands now; raises `Conflict`, `BadInput`."""
    return planned(wish, facts_of(order), what_can_be_done(order), today=now().date())


def what_can_be_done(order: Order) -> Able:
    """Return what the platform of an order can do; nothing where the shop has not opened it to us."""
    connection = order.connection
    is_open = connection.is_active and bool(connection.credentials_sealed)
    return able_of(connection.platform) if is_open else Able()


def checked_reason(reason: str) -> str:
    """Return a reason as it is kept; raises `BadInput` for none."""
    kept = " ".join(storable(reason).split())[:LONGEST_REASON]
    if not kept:
        raise BadInput(_("Say why: it stands in the order and in the conversation."), field="reason")
    return kept


def coupon_code(key: UUID) -> str:
    """Return a code that nobody guesses and that can be read out: the same each time for one act."""
    letters = b32encode(blake2b(key.bytes, digest_size=5).digest()).decode()
    return f"SORRY-{letters[:4]}-{letters[4:]}"


def send_soon(act: OrderAct) -> None:
    """Queue what is to be sent or looked for; where it waits for its next look by itself, it is taken up now."""
    key = f"act:{act.pk}"
    enqueue(do_act, act.pk, key=key)
    hasten(key, at=now())

"""A shop that lets Saath speak, and a conversation that waits for its customer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import time_machine

from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, arrive, mail, work
from saath.jobs import enqueue
from saath.promises.reminders.actions.deciding import decide_own_words
from saath.promises.reminders.jobs import look_for_due
from saath.stores.tests.builders import TEST
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

# A Monday noon in India.
NOON = datetime(2037, 11, 23, 6, 30, tzinfo=UTC)
PROVED = "mx.paanch.test; dmarc=pass header.from=example.in"


def after(days: float = 0, hours: float = 0) -> datetime:
    """Return a time after that noon."""
    return NOON + timedelta(days=days, hours=hours)


def trusting(desk: Desk) -> None:
    """Let the shop believe its mail server, and have a page for customers."""
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.paanch.test")
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)


def let_speak(desk: Desk, kind: str, *, at: datetime = NOON, **values: int) -> None:
    """Switch a kind on, and look once: what was before is over."""
    with time_machine.travel(at, tick=False), store_scope(desk.store_id):
        decide_own_words(TEST, kind=kind, is_on=True, values=values)
    look(desk, at)


def look(desk: Desk, at: datetime) -> None:
    """Look for what is due at a time, and do all that follows from it by then."""
    with time_machine.travel(at, tick=False):
        with store_scope(desk.store_id):
            enqueue(look_for_due, key="own words")
        work()


def written(
    at: datetime = NOON, text: str = "Where is my parcel? I ordered it last week.", **given: str
) -> None:
    """Let the customer write."""
    with time_machine.travel(at, tick=False):
        arrive(proved(text, **given))


def proved(text: str, **given: str) -> EmailMessage:
    """Return a mail of whose sender our server knows."""
    return mail(text, headers={"Authentication-Results": PROVED}, **given)


def answered(
    desk: Desk,
    conversation: Conversation,
    at: datetime = NOON,
    *,
    solve: bool = False,
    text: str = "Which size?",
) -> Message:
    """Answer, and let the answer leave."""
    with time_machine.travel(at, tick=False), store_scope(desk.store_id):
        key = f"{conversation.pk} {at.timestamp()}"
        message = reply(desk.actor, conversation, text=text, client_key=key, solve=solve)
    with time_machine.travel(at + timedelta(minutes=1), tick=False):
        work()
    return message

"""Which message of ours a mail server's report is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from saath.channels.base import Nature
from saath.conversations.accounts import message_of_return_path
from saath.conversations.models import Delivery
from saath.conversations.reporting import key_of_address

State = Delivery.State
# Servers try for five days (RFC 5321, 4.5.4.1); a report without any name of the mail is about one of that time.
WINDOW = timedelta(days=7)
LEFT = (State.SENDING, State.SENT, State.UNKNOWN, State.FAILED)


def named_delivery(nature: Nature, *, reached: Iterable[str]) -> Delivery | None:
    """Return the delivery that a report names, which only who had our mail can do; None where it names none.

    By the return path of that one message (VERP), among the addresses that the report `reached`, or by its Message-ID.
    """
    return _by_return_path(reached) or _by_message_id(nature)


def likely_delivery(nature: Nature, *, at: datetime) -> Delivery | None:
    """Return the newest mail of the last days to an address that failed; anybody can write a report that says so."""
    keys = [key for address in nature.failed_recipients[:10] if (key := key_of_address(address))]
    if not keys:
        return None
    to_them = _left().filter(message__conversation__identity__key__in=keys, sent_at__range=(at - WINDOW, at))
    return to_them.order_by("-id").first()


def _by_return_path(reached: Iterable[str]) -> Delivery | None:
    for address in reached:
        message = message_of_return_path(address)
        found = _left().filter(message__public_id=message).first() if message else None
        if found is not None:
            return found
    return None


def _by_message_id(nature: Nature) -> Delivery | None:
    key = nature.original_message_id[:255]
    return _left().filter(message__keys__key=key).order_by("-id").first() if key else None


def _left() -> QuerySet[Delivery]:
    return Delivery.objects.select_related(
        "message__conversation__identity", "message__conversation__account"
    ).filter(state__in=LEFT)

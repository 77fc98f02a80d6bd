"""What is known of an order that an answer asks about: found in the order itself, else in what the customer has sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from saath.conversations.hints import Known
from saath.conversations.models import Attachment, Conversation, Message
from saath.conversations.queries.about import order_about
from saath.conversations.queries.known import Find, known_as
from saath.conversations.queries.proved import may_be_told
from saath.orders.likely import Reason
from saath.orders.models import Order, Payment
from saath.tenancy.actor import Actor

# By these an order is the one beyond doubt; by others it is only likely.
_SURE = frozenset({Reason.CHOSEN, Reason.SAID, Reason.NUMBER, Reason.ONLY})
# A smaller picture within a mail is the logo below it.
LEAST_INLINE_BYTES = 20_000
_ORDER_NUMBER = re.compile(
    r"(?:\border\b|ऑर्डर|आर्डर|ઓર્ડર)[^\n.!?।]{0,20}?(#?\b(?:[a-z]{1,4}-?)?\d{4,12})(?!\d)", re.IGNORECASE
)
_PLACE = re.compile(r"^.{12,200}?(?<!\d)[1-9]\d{2} ?\d{3}(?!\d).{0,40}$", re.MULTILINE)
_REFERENCE = re.compile(
    r"(?:\b(?:utr|txn|transaction|upi|rrn|ref(?:erence)?)\b|यूटीआर|यूपीआई|યુટીઆર|યુપીઆઈ)[^\n]{0,40}?\b([a-z]{0,4}\d{8,22})\b",
    re.IGNORECASE,
)


def _order(actor: Actor, conversation: Conversation, said: Sequence[str]) -> Known | None:
    order, is_sure = _about(actor, conversation)
    if order is None:
        return known_as(_written(_ORDER_NUMBER, said))
    return _of_order(order, order.number, is_sure, conversation, said)


def _address(actor: Actor, conversation: Conversation, said: Sequence[str]) -> Known | None:
    order, is_sure = _about(actor, conversation)
    place = address_text(order.address) if order is not None else ""
    if order is None or not place:
        return known_as(_written(_PLACE, said))
    return _of_order(order, place, is_sure, conversation, said)


def _reference(actor: Actor, conversation: Conversation, said: Sequence[str]) -> Known | None:
    order, is_sure = _about(actor, conversation)
    payments = Payment.objects.filter(order=order).exclude(reference="").order_by("-id")
    found = payments.values_list("reference", flat=True).first() if order is not None else None
    if order is None or not found:
        return known_as(_written(_REFERENCE, said))
    return _of_order(order, found, is_sure, conversation, said)


def _photo(actor: Actor, conversation: Conversation, said: Sequence[str]) -> Known | None:
    sent = Attachment.objects.filter(
        message__conversation=conversation, message__direction=Message.Direction.IN
    ).select_related("file", "message")
    newest = next((each for each in sent.order_by("-id")[:20] if _is_photo(each)), None)
    return Known(newest.name, message=newest.message.public_id) if newest is not None else None


def address_text(address: Mapping[str, Any]) -> str:
    """Return the address of an order in one line, without the name; "" where there is none."""
    place = " ".join(filter(None, (address.get("city", ""), address.get("pincode", ""))))
    return ", ".join(filter(None, (*address.get("lines", ()), place)))


FOUND_BY: Final[dict[str, Find]] = {
    "order": _order,
    "address": _address,
    "reference": _reference,
    "photo": _photo,
}


def _about(actor: Actor, conversation: Conversation) -> tuple[Order | None, bool]:
    if not actor.may("order.read"):
        return None, False
    order, reason = order_about(actor, conversation)
    return order, reason in _SURE


def _of_order(
    order: Order, value: str, is_sure: bool, conversation: Conversation, said: Sequence[str]
) -> Known:
    """Return what an order tells. Into the answer goes only what the customer wrote, or what may be told to who writes."""
    is_said = any(value.casefold() in words.casefold() for words in said)
    inserts = value if is_said or may_be_told(conversation, of=order) else ""
    return Known(value, is_sure, inserts=inserts, is_of_order=True)


def _is_photo(sent: Attachment) -> bool:
    shown = sent.file.content_type.startswith(("image/", "video/"))
    return shown and (not sent.is_inline or sent.file.size >= LEAST_INLINE_BYTES)


def _written(pattern: re.Pattern[str], said: Sequence[str]) -> str:
    found = (pattern.search(words) for words in said)
    return next((each[each.re.groups].strip() for each in found if each), "")

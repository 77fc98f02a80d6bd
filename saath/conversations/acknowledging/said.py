"""What machines of the store said before, and to whom they say nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from saath.conversations.acknowledging.rules import (
    DAY,
    HOUR,
    MOST_AN_HOUR,
    MOST_WITHOUT_A_PERSON,
    AlreadySaid,
)
from saath.conversations.models import Acknowledgement, Conversation, Message, Solution, Suppression
from saath.core.clock import now
from saath.customers.models import Customer, Identity

# Returns how much a room has said by machine since then to the customer of an identity.
Said = Callable[[Identity, datetime], int]
_others: list[Said] = []


def hold_customer(conversation: Conversation) -> None:
    """Hold whom something may be said to: two words at once, in whichever conversations, are weighed one after the other."""
    Customer.objects.select_for_update(no_key=True, of=("self",)).get(pk=conversation.customer_id)


def said_before(conversation: Conversation, *, questions_alone: bool = False) -> AlreadySaid:
    """Return when the customer of a conversation was acknowledged, and how many customers were within the hour.

    With `questions_alone` it is so of the question whether it is sorted: who was acknowledged is asked all the same.
    """
    times = _times_asked(conversation) if questions_alone else _times_acknowledged(conversation)
    is_asked = len(times) == MOST_WITHOUT_A_PERSON
    return AlreadySaid(
        to_identity=times,
        within_the_hour=_asked_within_the_hour() if questions_alone else _acknowledged_within_the_hour(),
        person_answered_at=_person_answered_at(conversation) if is_asked else None,
        of_any_kind=_known_within_a_day(times) + _others_within_a_day(conversation.identity, questions_alone),
    )


def said_within_a_day(identity: Identity) -> int:
    """Return how much machines of the store have written within a day to the customer of an identity, of whatever kind."""
    return _acknowledged(identity) + _others_within_a_day(identity, questions_alone=False)


def also_said_by(*others: Said) -> None:
    """Let what other rooms say by machine count toward what one person is told; from `config/wiring.py`."""
    _others.extend(each for each in others if each not in _others)


def is_suppressed(identity: Identity) -> bool:
    """Tell whether an address gets nothing any more."""
    return Suppression.objects.filter(namespace=identity.namespace, key=identity.key).exists()


def _times_acknowledged(conversation: Conversation) -> list[datetime]:
    told = Acknowledgement.objects.filter(identity=conversation.identity).order_by("-created_at")
    return list(told.values_list("created_at", flat=True)[:MOST_WITHOUT_A_PERSON])


def _times_asked(conversation: Conversation) -> list[datetime]:
    asked = Solution.objects.filter(
        conversation__identity=conversation.identity, asked_in__is_automatic=True
    ).order_by("-asked_at")
    return [at for at in asked.values_list("asked_at", flat=True)[:MOST_WITHOUT_A_PERSON] if at]


def _acknowledged_within_the_hour() -> int:
    told = Acknowledgement.objects.filter(created_at__gt=now() - HOUR)
    return told.order_by()[:MOST_AN_HOUR].count()


def _asked_within_the_hour() -> int:
    asked = Solution.objects.filter(asked_at__gt=now() - HOUR, asked_in__is_automatic=True)
    return asked.order_by()[:MOST_AN_HOUR].count()


def _person_answered_at(conversation: Conversation) -> datetime | None:
    answers = Message.objects.filter(
        conversation__identity=conversation.identity,
        direction=Message.Direction.OUT,
        is_automatic=False,
    )
    return answers.order_by("-id").values_list("created_at", flat=True).first()


def _known_within_a_day(times: list[datetime]) -> int:
    return sum(at > now() - DAY for at in times)


def _others_within_a_day(identity: Identity, questions_alone: bool) -> int:
    """Return how much was said beside acknowledgements, or beside questions where those are known."""
    rest = _acknowledged(identity) if questions_alone else _asked(identity)
    return rest + sum(said(identity, now() - DAY) for said in _others)


def _acknowledged(identity: Identity) -> int:
    theirs = Acknowledgement.objects.filter(identity__customer=identity.customer_id)
    return theirs.filter(created_at__gt=now() - DAY).count()


def _asked(identity: Identity) -> int:
    theirs = Solution.objects.filter(conversation__customer=identity.customer_id, asked_in__is_automatic=True)
    return theirs.filter(asked_at__gt=now() - DAY).count()

"""A mail and the answer to it that were filed at the same time, or the answer first: each has opened a conversation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from saath.conversations.models import IntakeItem, Mention, MessageKey
from saath.tenancy.prepared import GivenNumbers, GivenTexts, Prepared


@dataclass(frozen=True, slots=True)
class Apart:
    """By their ids: the conversation of an answer, and the other one that holds the mail which it answers."""

    answers: int
    answered: int


ANSWERS: Prepared[tuple[str, int]] = Prepared(
    lambda: (
        Mention.objects.filter(key__any_of=GivenTexts("keys"), message__isnull=False)
        .order_by("id")
        .values_list("key", "message__conversation_id")
    )
)
ANSWERED: Prepared[tuple[int, int | None]] = Prepared(
    lambda: (
        Mention.objects.filter(message__any_of=GivenNumbers("messages"))
        .annotate(
            holder=Subquery(
                MessageKey.objects.filter(key=OuterRef("key")).values("message__conversation_id")[:1]
            )
        )
        .order_by("id")
        .values_list("message__conversation_id", "holder")
    )
)


def apart(filed: Sequence[IntakeItem], *, referring: Collection[int]) -> list[Apart]:
    """Return what belongs together of mails that were filed just now and of those that wait for them, each pair once.

    `referring` are the messages among them that refer to mails we did not have. Ask after they are committed: of two
    that are filed at once, the later one sees the other.
    """
    places = {item.message_key: item.message.conversation_id for item in filed if item.message is not None}
    found = list(ANSWERED.rows(messages=list(referring))) if referring else []
    if places:
        found += [(answers, places[key]) for key, answers in ANSWERS.rows(keys=list(places))]
    pairs = [(one, other) for one, other in found if other is not None and one != other]
    return [Apart(*pair) for pair in dict.fromkeys(pairs)]

"""Message-IDs that nobody has brought yet: by them mails of one thread find each other in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from saath.channels.base import InboundMessage
from saath.conversations.models import IntakeItem, Mention, Message, MessageKey
from saath.tenancy.prepared import Given, GivenTexts, Prepared
from saath.tenancy.rows import insert_later
from saath.tenancy.transactions import once_a_write, read_transaction

# A chain is a hint by its newest entries; a mail of a hundred references is no reason for a hundred look-ups.
LONGEST_CHAIN = 30
# A Message-ID that more conversations mention than this, such as one that a program gives to every mail, names none.
MOST_PLACES = 50
NOT_FILED = (IntakeItem.State.IGNORED, IntakeItem.State.FAILED)
HOLDING = Prepared(
    lambda: MessageKey.objects.filter(key__any_of=GivenTexts("keys")).values_list(
        "key", "message__conversation_id"
    )
)
REFERRING = Prepared(
    lambda: (
        Mention.objects.filter(key__any_of=GivenTexts("keys"), message__isnull=False)
        .order_by("id")
        .values_list("key", "message__conversation_id")[: MOST_PLACES + 1]
    )
)
BROUGHT: Prepared[str] = Prepared(
    lambda: MessageKey.objects.filter(message=Given("message")).values_list("key", flat=True)
)
MENTIONED: Prepared[str] = Prepared(
    lambda: Mention.objects.filter(message=Given("message")).values_list("key", flat=True)
)
ANY_ASIDE: Prepared[int] = Prepared(
    lambda: Mention.objects.filter(item__isnull=False).values_list("item_id", flat=True)[:1]
)
LEFT_ASIDE: Prepared[int] = Prepared(
    lambda: (
        Mention.objects.filter(key__any_of=GivenTexts("keys"), item__state__in=NOT_FILED)
        .order_by("item__arrived_at", "item_id")
        .values_list("item_id", flat=True)
    )
)


def chain_of(message: InboundMessage) -> list[str]:
    """Return what a mail refers to, the newest first."""
    return [reference[:255] for reference in reversed(message.references[-LONGEST_CHAIN:])]


def conversations_of_chain(chain: Sequence[str], *, own_key: str = "") -> list[int]:
    """Return the conversations that hold a mail of the chain, or refer to one, or to the mail with `own_key` itself.

    The newest reference comes first, and who holds it before who refers to it.
    """
    known = held_of(tuple(chain))
    unknown = [key for key in (*chain, own_key) if key and key not in known]
    referring = _referring_to(unknown) if unknown else {}
    places = ([known[key]] if key in known else referring.get(key, []) for key in (*chain, own_key))
    return list(dict.fromkeys(place for found in places for place in found))


def note_mentions(message: Message, chain: Sequence[str], *, own_key: str) -> None:
    """Remember what a filed message, which brought `own_key`, refers to and nobody has brought."""
    known = {own_key, *held_of(tuple(chain))}
    for key in dict.fromkeys(chain):
        if key not in known:
            insert_later(Mention(message=message, key=key))


@once_a_write
def held_of(chain: tuple[str, ...]) -> Mapping[str, int]:
    """Return those of the Message-IDs whose mail is filed, with its conversation, as a write transaction found it first."""
    return dict(HOLDING.rows(keys=chain)) if chain else {}


def note_left_aside(item: IntakeItem, keys: Iterable[str]) -> None:
    """Remember by which Message-IDs a copy of a mail of ours may find its conversation later."""
    if not Mention.objects.filter(item=item).exists():
        Mention.objects.bulk_create(Mention(item=item, key=key) for key in dict.fromkeys(keys))


def is_any_left_aside() -> bool:
    """Tell whether any copy of a mail of ours waits for its conversation."""
    return bool(ANY_ASIDE.rows())


def left_aside_for(item: IntakeItem) -> list[int]:
    """Return the rows of the ledger that were left aside and may belong to what was filed from a row, the oldest first."""
    if item.state != IntakeItem.State.ACCEPTED or item.message_id is None or item.is_repeat:
        return []
    with read_transaction():
        keys = [*BROUGHT.rows(message=item.message_id), *MENTIONED.rows(message=item.message_id)]
        return list(dict.fromkeys(LEFT_ASIDE.rows(keys=keys))) if keys else []


def _referring_to(keys: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, place in REFERRING.rows(keys=keys):
        found[key].append(place)
    return {} if sum(map(len, found.values())) > MOST_PLACES else found

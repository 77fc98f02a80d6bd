"""How fast a shop's chat has been: read from the conversations that began while somebody was there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from saath.chats.availability_rules import BUSY_FOR, Pace, pace_of
from saath.chats.models import ChatSettings
from saath.chats.queries.staffing import spells_since
from saath.chats.staffing_rules import Spell
from saath.conversations.models import Conversation

LOOKS_BACK = timedelta(days=14)
MOST_CHATS = 300
# What belongs to nobody any more says nothing of how fast the shop is.
COUNTED = ("open", "pending", "snoozed", "solved")


@dataclass(frozen=True, slots=True)
class Chat:
    """The times of one conversation."""

    began_at: datetime
    answered_at: datetime | None
    solved_at: datetime | None
    last_at: datetime


def recent_pace(settings: ChatSettings, *, at: datetime) -> Pace | None:
    """Return the pace of the newest chats of two weeks, None for too few."""
    since = at - LOOKS_BACK
    chats = staffed(_chats(settings, since), [row.spell for row in spells_since(since)])
    waits = [((chat.answered_at or at) - chat.began_at).total_seconds() for chat in chats]
    return pace_of(waits, list(_handled(chats, at)))


def staffed(chats: Iterable[Chat], spells: Sequence[Spell]) -> list[Chat]:
    """Keep the chats that began while somebody was there; `spells` stand in order. Pure."""
    staffed_spells = [spell for spell in spells if spell.is_staffed]
    starts = [spell.starts_at for spell in staffed_spells]

    def is_within(moment: datetime) -> bool:
        place = bisect_right(starts, moment) - 1
        return place >= 0 and moment < staffed_spells[place].ends_at

    return [chat for chat in chats if is_within(chat.began_at)]


def _handled(chats: Iterable[Chat], at: datetime) -> Iterable[float]:
    for chat in chats:
        if chat.answered_at is not None:
            ended_at = min(chat.solved_at or chat.last_at + BUSY_FOR, chat.last_at + BUSY_FOR)
            if ended_at <= at:
                yield (ended_at - chat.answered_at).total_seconds()


def _chats(settings: ChatSettings, since: datetime) -> list[Chat]:
    rows = Conversation.objects.filter(
        account_id=settings.account_id, state__in=COUNTED, last_message_at__gte=since, created_at__gte=since
    )
    newest = rows.order_by("-last_message_at").values_list(
        "created_at", "first_answered_at", "solved_at", "last_message_at"
    )
    return [Chat(*row) for row in newest[:MOST_CHATS]]

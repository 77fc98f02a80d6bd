"""Writing down who is there for the chat, and how fast it has been."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from saath.channels.chat import NAMESPACE as CHANNEL
from saath.chats.availability_rules import Pace
from saath.chats.models import ChatPace, ChatSettings, StaffedSpell
from saath.chats.queries.staffing import present, takers
from saath.chats.staffing_rules import Spell, spells_after
from saath.core.clock import now
from saath.stores.calendar import calendar_of
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action

# Two processes that take turns do not write twice for the same minute.
SHORTEST_BETWEEN_LOOKS = timedelta(seconds=50)


@action
def record_look(actor: Actor, *, seats: Collection[str]) -> None:
    """Write down whether anybody takes chats now, of those at these seats; nothing where the chat is off.

    A second look within the same minute changes nothing.
    """
    at, calendar = now(), calendar_of(current_store_id(), CHANNEL)
    if not ChatSettings.objects.select_for_update(of=("self",)).filter(is_on=True).exists():
        return
    last = StaffedSpell.objects.order_by("-ends_at", "-id").first()
    if last is not None and last.starts_at < last.ends_at and at - last.ends_at < SHORTEST_BETWEEN_LOOKS:
        return
    is_staffed = bool(present(takers(), seats, at=at))
    _write(last, spells_after(last.spell if last else None, calendar, at=at, is_staffed=is_staffed))


@action
def keep_pace(actor: Actor, *, pace: Pace | None) -> None:
    """Keep how fast the chat has been of late; None forgets it."""
    if pace is None:
        ChatPace.objects.all().delete()
        return
    figures = {"first_answer_seconds": pace.first_answer_seconds, "handling_seconds": pace.handling_seconds}
    ChatPace.objects.update_or_create(defaults={**figures, "folded_at": now()})


def _write(last: StaffedSpell | None, spells: Sequence[Spell]) -> None:
    new = spells
    if last is not None:
        grown, *new = spells
        StaffedSpell.objects.filter(pk=last.pk).exclude(ends_at=grown.ends_at).update(ends_at=grown.ends_at)
    StaffedSpell.objects.bulk_create(
        StaffedSpell(
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            is_posted=each.is_posted,
            is_staffed=each.is_staffed,
        )
        for each in new
    )

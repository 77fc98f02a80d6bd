"""Looking, while chats wait, whether who has them is there. Only a web process hears of that."""

from __future__ import annotations

from datetime import datetime

from saath.chats.actions.alone import free_left_alone
from saath.chats.alone_rules import OwnedChat, Whereabouts, left_alone
from saath.chats.models import ChatSettings
from saath.chats.queries.owned import owned_and_waiting, owners
from saath.chats.queries.staffing import present, seats_reached, takers
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.timeline.live.presence import who_is_here, who_is_near

CARETAKER = Actor.system("whoever has the chat is not there")


class Caretaker:
    """Remembers since when the colleagues whose chats wait have been where they are, as far as one process has seen."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], tuple[Whereabouts, datetime]] = {}

    def look_after(self, settings: ChatSettings) -> None:
        """Free the chats of the shop in scope that are left alone."""
        store_id, at = current_store_id(), now()
        waiting = owned_and_waiting(settings.account_id)
        people = owners({owner_id for _chat, owner_id, _since in waiting}) if waiting else {}
        self._notice(store_id, people, at)
        chats = [
            OwnedChat(pk, owner_id, since, *self._seen[store_id, owner_id])
            for pk, owner_id, since in waiting
            if owner_id in people
        ]
        if all(chat.owner_is is Whereabouts.HERE for chat in chats):
            return
        there = takers()
        free = left_alone(chats, [each.pk for each in present(there, seats_reached(there), at=at)], at=at)
        for chat in free:
            free_left_alone(CARETAKER, chat.conversation_id, owner_id=chat.owner_id)

    def _notice(self, store_id: int, people: dict[int, Member], at: datetime) -> None:
        here, near = who_is_here(store_id), who_is_near(store_id)
        before = self._seen
        self._seen = {key: seen for key, seen in before.items() if key[0] != store_id}
        for pk, member in people.items():
            is_at = _where(member, here, near, at)
            known = before.get((store_id, pk))
            self._seen[store_id, pk] = known if known and known[0] is is_at else (is_at, at)


def _where(member: Member, here: frozenset[str], near: frozenset[str], at: datetime) -> Whereabouts:
    seat = str(member.public_id)
    if member.is_away(at) or not member.is_active:
        return Whereabouts.GONE
    if seat in here:
        return Whereabouts.HERE
    return Whereabouts.NEAR if seat in near else Whereabouts.GONE

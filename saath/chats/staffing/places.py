"""Telling who waits in a chat at which place they are, as soon as it changes: by their stream, and asked for by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from saath.chats.availability import Place, places_now
from saath.chats.queries.settings import chat_settings
from saath.conversations.models import Conversation
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction
from saath.timeline.live.presence import give
from saath.timeline.live.waiting import Waiting

NOWHERE = Place(0, None)


class PlaceTeller:
    """Remembers what one process has told, so that only what has changed is told again."""

    def __init__(self) -> None:
        self._told: dict[int, Mapping[int, Place]] = {}

    def go(self, store_ids: Iterable[int]) -> None:
        """Tell whoever waits in the chats of these stores and stands elsewhere than they were told last."""
        for store_id in store_ids:
            with store_scope(store_id), read_transaction():
                found = self._look(store_id)
            for waiting in found:
                give(waiting)

    def _look(self, store_id: int) -> list[Waiting]:
        settings = chat_settings()
        places = places_now(settings) if settings is not None and settings.is_on else {}
        before = self._told.pop(store_id, {})
        if places:
            self._told[store_id] = places
        changed = [pk for pk in {**before, **places} if before.get(pk) != places.get(pk)]
        return [
            Waiting(store_id, str(conversation), str(customer), place.number, place.seconds)
            for pk, conversation, customer in _whose(changed)
            for place in [places.get(pk, NOWHERE)]
        ]


def _whose(conversations: list[int]) -> Iterable[tuple[int, object, object]]:
    if not conversations:
        return ()
    found = Conversation.objects.filter(pk__in=conversations)
    return found.values_list("pk", "public_id", "customer__public_id")


place_teller = PlaceTeller()

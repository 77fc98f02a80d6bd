"""Looking once a minute who is there, in one of the web processes: they alone hear whose desk is open."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from time import monotonic

from saath.chats.actions.staffing import record_look
from saath.chats.models import ChatSettings
from saath.core.clock import now
from saath.jobs.leases import hold_lease
from saath.tenancy.actor import Actor
from saath.tenancy.scope import every_store, store_scope
from saath.timeline.live.presence import who_is_here

LEASE = "chat staffing"
LOOKER = Actor.system("posted hours against hours really staffed")
LOOK_SECONDS = 60.0
# Rounds come three a minute, so another process takes over before a look is missed.
LEASE_SECONDS = 70.0


class Lookout:
    """One web process's part in it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._name = clock, secrets.token_hex(8)
        self._look_at = 0.0

    def go(self) -> None:
        """Look where it is time and no other process does it; raises what the database raises."""
        stores = _stores_that_chat()
        if not stores or hold_lease(LEASE, self._name, seconds=LEASE_SECONDS, at=now()) is None:
            return
        if self._clock() < self._look_at:
            return
        self._look_at = self._clock() + LOOK_SECONDS - 1
        for store_id in stores:
            with store_scope(store_id):
                record_look(LOOKER, seats=who_is_here(store_id))


def _stores_that_chat() -> list[int]:
    with every_store("every shop with a chat is looked at"):
        return list(ChatSettings.objects.filter(is_on=True).values_list("store_id", flat=True))


lookout = Lookout()

"""Looking again and again who is there, in one of the web processes: they alone hear whose desk is open."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from time import monotonic

from saath.chats.actions.staffing import record_look
from saath.chats.models import ChatSettings
from saath.chats.queries.staffing import seats_reached, takers
from saath.chats.staffing.alone import Caretaker
from saath.core.clock import now
from saath.jobs.leases import hold_lease
from saath.tenancy.actor import Actor
from saath.tenancy.scope import every_store, store_scope

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
        self._caretaker = Caretaker()

    def go(self) -> None:
        """Look after the chats that wait and, where it is time, write down who is there; raises what the database raises.

        Nothing where another process does it.
        """
        shops = _shops_that_chat()
        if not shops or hold_lease(LEASE, self._name, seconds=LEASE_SECONDS, at=now()) is None:
            return
        is_time = self._clock() >= self._look_at
        if is_time:
            self._look_at = self._clock() + LOOK_SECONDS - 1
        for settings in shops:
            with store_scope(settings.store.pk):
                self._caretaker.look_after(settings)
                if is_time:
                    record_look(LOOKER, seats=seats_reached(takers()))


def _shops_that_chat() -> list[ChatSettings]:
    with every_store("every shop with a chat is looked at"):
        return list(ChatSettings.objects.select_related("store").filter(is_on=True))


lookout = Lookout()

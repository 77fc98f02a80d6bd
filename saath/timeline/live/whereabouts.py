"""Where colleagues are, as far as one process has heard of it lately."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from saath.timeline.live.presence import NEAR_SECONDS, SILENT_SECONDS, Sign

# One colleague's tabs that are counted; those of another day are long silent.
MOST_TABS = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """A sign and when it was heard, in seconds of the process's clock."""

    sign: Sign
    at: float


class Whereabouts:
    """The newest sign of every tab. It is asked and told on one thread, but `here` and `near`, which any thread may ask."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._heard: dict[tuple[int, str], dict[str, Heard]] = defaultdict(dict)
        # Each value is made anew and never changed: who asks from another thread sees the one or the other.
        self._here: dict[int, frozenset[str]] = {}
        self._behind: dict[tuple[int, str], dict[str, float]] = {}
        self._near: dict[int, frozenset[str]] = {}

    def note(self, sign: Sign) -> bool:
        """Remember a sign; True where others see something else than before."""
        seat = (sign.store_id, sign.who)
        before, tabs = self.places(*seat), self._heard[seat]
        tabs.pop(sign.tab, None)
        self._note_behind(sign)
        if sign.is_here and sign.is_seen and len(tabs) < MOST_TABS:
            tabs[sign.tab] = Heard(sign, self._clock())
        if not tabs:
            del self._heard[seat]
        _show(self._here, *seat, is_in=bool(tabs))
        return self.places(*seat) != before

    def here(self, store_id: int) -> frozenset[str]:
        """Return the seats of those who are on the desk of a store. Callable from any thread."""
        return self._here.get(store_id, frozenset())

    def stores(self) -> frozenset[int]:
        """Return the stores on whose desk somebody is. Callable from any thread."""
        return frozenset(self._here)

    def near(self, store_id: int) -> frozenset[str]:
        """Return the seats of those who have a tab open in which they do not look at the desk. Callable from any thread."""
        return self._near.get(store_id, frozenset())

    def _note_behind(self, sign: Sign) -> None:
        tabs = self._behind.get((sign.store_id, sign.who), {})
        others = {tab: at for tab, at in tabs.items() if tab != sign.tab}
        if sign.is_here and not sign.is_seen and len(others) < MOST_TABS:
            others[sign.tab] = self._clock()
        self._keep_behind(sign.store_id, sign.who, others)

    def _keep_behind(self, store_id: int, who: str, tabs: dict[str, float]) -> None:
        if tabs:
            self._behind[store_id, who] = tabs
        else:
            self._behind.pop((store_id, who), None)
        _show(self._near, store_id, who, is_in=bool(tabs))

    def forget_silent(self) -> list[tuple[int, str]]:
        """Forget tabs that gave no sign for too long; return the store and seat of those whom others now see elsewhere."""
        oldest = self._clock() - SILENT_SECONDS
        self._forget_long_behind()
        silent = [heard.sign for tabs in self._heard.values() for heard in tabs.values() if heard.at < oldest]
        return [(sign.store_id, sign.who) for sign in silent if self.note(_gone(sign))]

    def _forget_long_behind(self) -> None:
        oldest = self._clock() - NEAR_SECONDS
        for seat, tabs in tuple(self._behind.items()):
            self._keep_behind(*seat, {tab: at for tab, at in tabs.items() if at >= oldest})

    def places(self, store_id: int, who: str) -> list[dict[str, Any]]:
        """Return where a colleague is: one place a conversation, writing wins; [] for one who is not here."""
        writes: dict[str, bool] = {}
        for heard in self._heard.get((store_id, who), {}).values():
            writes[heard.sign.at] = writes.get(heard.sign.at, False) or heard.sign.is_writing
        return [{"at": at, "writes": writes[at]} for at in sorted(writes)]

    def everybody(self, store_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return where everybody of a store is, by seat."""
        seats = [who for store, who in self._heard if store == store_id]
        return {who: self.places(store_id, who) for who in seats}


def _show(seats_of: dict[int, frozenset[str]], store_id: int, who: str, *, is_in: bool) -> None:
    """Put a seat among those of a store, or take it out, each time as a new set."""
    seats = seats_of.get(store_id, frozenset())
    if is_in != (who in seats):
        seats_of[store_id] = seats ^ {who}
    if not seats_of.get(store_id, True):
        del seats_of[store_id]


def _gone(sign: Sign) -> Sign:
    return Sign(sign.store_id, sign.who, sign.tab, is_here=False)

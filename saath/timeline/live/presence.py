"""Signs of life: who is on the desk, where, whether they write, and who is near. Told and forgotten, never stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Protocol

from saath.timeline.live.visits import Visit
from saath.timeline.live.waiting import Waiting
from saath.timeline.live.writing import Writing

# A tab says again that it is there every 15 seconds (desk/js/presence.js); two may be lost.
SILENT_SECONDS = 40.0
# Who has Saath open, but not the desk before their eyes, is near for so long after they looked last.
NEAR_SECONDS = 15 * 60.0
# A payload of NOTIFY has less than 8,000 bytes, and the name of who sends it goes with it.
LETTER_OCTETS = 7_900


@dataclass(frozen=True, slots=True)
class Sign:
    """What one tab of a colleague shows: the conversation `at`, '' for none. Without `is_here` it was left.

    Without `is_seen` it is open and nobody looks at the desk in it: it is behind another one, or shows another page of Saath.
    `who` is the public id of their seat, `tab` a name that the tab gave itself.
    """

    store_id: int
    who: str
    tab: str
    at: str = ""
    is_writing: bool = False
    is_here: bool = True
    is_seen: bool = True


class Lookout(Protocol):
    """Who knows the seats of those who are on the desk of a store, and of those who are near; asked from any thread."""

    def here(self, store_id: int) -> frozenset[str]:
        """Return who looks at the desk."""

    def stores(self) -> frozenset[int]:
        """Return the stores in which somebody looks at the desk."""

    def near(self, store_id: int) -> frozenset[str]:
        """Return who has Saath open and does not look at the desk."""


AnySign = Sign | Writing | Visit | Waiting
Hear = Callable[[AnySign], None]
_BY_NAME: dict[str, Callable[..., AnySign]] = {
    "here": Sign,
    "writes": Writing,
    "visits": Visit,
    "waits": Waiting,
}
_NAMES: dict[type[AnySign], str] = {Sign: "here", Writing: "writes", Visit: "visits", Waiting: "waits"}
IsWatching = Callable[[int, str], bool]
_hearers: list[Hear] = []
_lookouts: list[Lookout] = []
_watchers: list[IsWatching] = []


def hear_with(hear: Hear) -> None:
    """Call `hear` with each sign of this process, on the thread that gives it."""
    _hearers.append(hear)


def hear_no_more(hear: Hear) -> None:
    """Undo `hear_with`, for a hub that ends before its process."""
    _hearers.remove(hear)


def look_with(lookout: Lookout) -> None:
    """Ask `lookout` who is here and who is near."""
    _lookouts.append(lookout)


def look_no_more(lookout: Lookout) -> None:
    """Undo `look_with`, for a hub that ends before its process."""
    _lookouts.remove(lookout)


def who_is_here(store_id: int) -> frozenset[str]:
    """Return the seats of those whose desk is open, as far as this process has heard; nobody where no hub runs."""
    return frozenset[str]().union(*(lookout.here(store_id) for lookout in tuple(_lookouts)))


def stores_with_somebody() -> frozenset[int]:
    """Return the stores in which somebody's desk is open, as far as this process has heard."""
    return frozenset[int]().union(*(lookout.stores() for lookout in tuple(_lookouts)))


def who_is_near(store_id: int) -> frozenset[str]:
    """Return the seats of those who have Saath open and do not look at the desk: their page cannot ring, a push may."""
    near = frozenset[str]().union(*(lookout.near(store_id) for lookout in tuple(_lookouts)))
    return near - who_is_here(store_id)


def watch_with(is_watching: IsWatching) -> None:
    """Ask `is_watching` with the ids of a store and of a customer; it is asked from any thread."""
    _watchers.append(is_watching)


def watch_no_more(is_watching: IsWatching) -> None:
    """Undo `watch_with`, for a hub that ends before its process."""
    _watchers.remove(is_watching)


def watches_now(store_id: int, customer: str) -> bool:
    """Tell whether a customer, by public id, has their conversation open, as far as this process has heard."""
    return any(is_watching(store_id, customer) for is_watching in tuple(_watchers))


def give(sign: AnySign) -> None:
    """Give a sign to the hubs of this process. It may be lost: the next one repairs it."""
    for hear in tuple(_hearers):
        hear(sign)


def letters_of(signs: Iterable[AnySign]) -> Iterator[str]:
    """Yield signs as another process reads them, in ASCII, each letter at most `LETTER_OCTETS` long."""
    letter: list[str] = []
    octets = 0
    for sign in signs:
        written = json.dumps((_NAMES[type(sign)], *astuple(sign)), separators=(",", ":"))
        if letter and octets + len(written) > LETTER_OCTETS:
            yield f"[{','.join(letter)}]"
            letter, octets = [], 0
        letter.append(written)
        octets += len(written) + 1
    if letter:
        yield f"[{','.join(letter)}]"


def signs_of(letter: str) -> list[AnySign]:
    """Return the signs of a letter, none of one that a newer or older process wrote otherwise."""
    try:
        return [_BY_NAME[name](*each) for name, *each in json.loads(letter)]
    except (ValueError, TypeError, KeyError):
        return []

"""Who may watch. The apps that know people and shops fill these registries from `config/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from saath.timeline.happening import Happening, View
from saath.timeline.kinds import EventKind


@dataclass(frozen=True, slots=True)
class Knock:
    """What a request for a stream says about its sender; `token` is that of its Authorization header (RFC 6750), or ''."""

    host: str
    cookies: dict[str, str] = field(repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who may watch: what they see, and a name that is the same for all their streams."""

    view: View
    name: str


class Refused(Exception):
    """The sender may not watch; `status` says why, as a page of the same host would."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


Admit = Callable[[Knock], Watcher]
NameActor = Callable[[int, int], str]

_admit: list[Admit] = []
_admit_bearer: list[Admit] = []
_name_actor: list[NameActor] = []
_touches_rights: set[str] = set()


def admit_with(admit: Admit) -> None:
    """Ask `admit` who may watch, and again while a stream is open. It gives a `Watcher` or raises `Refused`."""
    _admit[:] = [admit]


def admit_bearers_with(admit: Admit) -> None:
    """Ask `admit` about those who knock with a token; their cookies count for nothing then."""
    _admit_bearer[:] = [admit]


def name_actors_with(name: NameActor) -> None:
    """Ask `name(store_id, person_id)` for the public id of the colleague behind an event, for each event."""
    _name_actor[:] = [name]


def recheck_after(kind: EventKind) -> None:
    """Check the rights of a store's streams before they learn of an event of this kind."""
    _touches_rights.add(kind.name)


def admit(knock: Knock) -> Watcher:
    """Return who knocks; raises `Refused`, and nobody is let in where no app knows people."""
    doors = _admit_bearer if knock.token else _admit
    if not doors:
        raise Refused(HTTPStatus.NOT_FOUND)
    return doors[0](knock)


def with_actor(happening: Happening) -> Happening:
    """Return the event with the public id of the colleague who did it. Reads the database the first time."""
    if not _name_actor or happening.actor_kind != "member" or happening.actor_person_id is None:
        return happening
    return replace(happening, actor=_name_actor[0](happening.store_id, happening.actor_person_id))


def touches_rights(kinds: set[str]) -> bool:
    """Tell whether one of these kinds of event may have taken somebody's rights."""
    return not _touches_rights.isdisjoint(kinds)

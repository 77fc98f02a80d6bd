"""Places in what is kept: they stand where something of one visit or of one thing goes, and are filled each time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from secrets import token_hex
from uuid import UUID, uuid4

from django.utils.safestring import SafeString

# Nobody can write these into what is kept: the name of a shop would be taken for a place.
BEGIN, END = f"\ue002{token_hex(8)}:", "\ue003"
# Stands in addresses.
STAND_IN = uuid4()
_PLACE = re.compile(f"{BEGIN}(\\w+){END}|{STAND_IN}")


class Place(str):
    """A place by its name; what is filled in is HTML."""

    __slots__ = ()

    def __new__(cls, name: str) -> Place:
        """Make the place of a name."""
        return super().__new__(cls, f"{BEGIN}{name}{END}")

    @property
    def lang(self) -> SafeString:
        """Return the place of the attribute that says in which language it is filled."""
        return SafeString(Place(f"{self[len(BEGIN) : -len(END)]}_lang"))


def fill(kept: str, given: Mapping[str, str], stands_for: UUID | None = None) -> str:
    """Return what is kept with its places filled by HTML, and the id in its addresses.

    In one pass: what is given holds what strangers wrote, and is not looked through for places.
    """
    return _PLACE.sub(lambda place: given[place[1]] if place[1] else str(stands_for), kept)

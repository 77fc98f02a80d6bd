"""What stands around a staff page: where we are, and how much waits where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def nothing(verb: str) -> bool:
    """Allow no verb: the frame of a page that nobody is signed in to."""
    return False


@dataclass(frozen=True)
class StaffFrame:
    """Given to `ui/staff.html` as `frame` by every surface for staff.

    `current` names a navigation entry; `counts` maps such names to what waits there ("999+" is a str). `asks` names the verbs
    that the page itself asks for, beside those of the entries.
    """

    store_name: str = ""
    current: str = ""
    counts: Mapping[str, int | str] = field(default_factory=dict)
    may: Callable[[str], bool] = nothing
    asks: tuple[str, ...] = ()

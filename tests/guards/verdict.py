"""What a guard found, against what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def verdict(found: Iterable[str], allowed: Mapping[str, str] | None = None) -> list[str]:
    """Return every place found that is not allowed, every allowance that nothing needs, and every one without a reason."""
    places, excused = set(found), allowed or {}
    return [
        *sorted(places - excused.keys()),
        *(f"{place}: no longer needs its allowance" for place in sorted(excused.keys() - places)),
        *(f"{place}: allowed without a reason" for place, reason in excused.items() if len(reason) < 10),
    ]

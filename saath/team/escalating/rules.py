"""Who is asked when a promise is about to be missed, and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Of the time that is promised; the first step is taken when the clock warns, the last when it is missed.
STAND_IN_PERCENT = 90


class Step(StrEnum):
    """Whose turn it is."""

    OWNER = "owner"
    STAND_IN = "stand_in"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has a conversation, who is at the desk with how many open ones, and who stands in; members by their ids."""

    owner_id: int | None
    present: Mapping[int, int]
    stand_in_id: int | None = None


def taker(step: Step, standing: Standing) -> int | None:
    """Return who gets the conversation now, None where it stays.

    Who has it and is at the desk keeps it: they hear of it. Else it goes to who stands in, if they are here, and else to
    whoever of those at the desk has the fewest.
    """
    if step is Step.EVERYBODY or standing.owner_id in standing.present:
        return None
    if step is Step.OWNER and standing.owner_id is not None:
        return None
    if standing.stand_in_id in standing.present:
        return standing.stand_in_id
    return min(standing.present, key=lambda member: (standing.present[member], member), default=None)

"""What follows at once for programs when something happens to the seat that they act for."""

from __future__ import annotations

from collections.abc import Mapping

from saath.programs.actions.leaving import end_programs
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.kinds import EventKind


def end_with_seat(
    actor: Actor, _kind: EventKind, subject: StoreOwned, _refs: Mapping[str, StoreOwned]
) -> None:
    """Let the programs of a colleague end with the seat, or with the role, that they were made in."""
    if isinstance(subject, Member):
        end_programs(actor, member=subject)

"""The navigation around the desk's pages."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from saath.conversations.queries.inbox import queue_counts
from saath.conversations.queues import COUNT_LIMIT
from saath.desk.places import TO_AGREE
from saath.desk.request import StaffRequest
from saath.orders.acts.queries import count_to_approve
from saath.tenancy.actor import Actor
from saath.ui.frame import StaffFrame


def frame_of(request: StaffRequest, current: str, *, is_counted: bool = True) -> StaffFrame:
    """Return the frame of a desk page; counting is one statement, and another for who agrees to what others ask."""
    return StaffFrame(
        store_name=request.store.name,
        current=current,
        counts=shown_counts(request.actor, request.store.zone) if is_counted else {},
        may=request.actor.may,
        asks=("conversation.reply",),
    )


def shown_counts(actor: Actor, zone: ZoneInfo) -> dict[str, int | str]:
    """Return what waits at the places of the navigation, "999+" from a thousand on: queues with what is counted beside them, and
    what is to be agreed to.
    """
    counts = {**queue_counts(actor, zone=zone), TO_AGREE.name: count_to_approve(actor)}
    return {key: shown_count(count) for key, count in counts.items()}


def shown_count(count: int) -> int | str:
    """Return a size as it is shown: "999+" from a thousand on."""
    return count if count < COUNT_LIMIT else f"{COUNT_LIMIT - 1}+"

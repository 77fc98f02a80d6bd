"""One act on many conversations, and its undo."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Router
from pydantic import Field

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import READ, WRITE
from saath.api.shapes import Input, Moment, Shape, Yes
from saath.api.shapes.conversations import Priority, Resolution
from saath.conversations.actions.snooze import UNTIL_THEY_WRITE
from saath.conversations.actions.sweeps import BATCH, MOST
from saath.conversations.actions.sweeps import start_sweep as start
from saath.conversations.actions.sweeps import undo_sweep as undo
from saath.conversations.models import Sweep as Row
from saath.conversations.queries.sweeps import get_sweep as find
from saath.conversations.queries.sweeps import named_ids
from saath.conversations.sweeping.jobs import go_on
from saath.stores.queries import get_colleague

router = Router(tags=["sweeps"])


class Sweep(Shape):
    """What was done to many: `figures` count what became of the conversations, "done" or why not.

    More than 50 are worked on in the background, until `finished_at`; an undo until `undone_at`.
    """

    id: UUID
    deed: str
    total: int
    figures: dict[str, int]
    finished_at: datetime | None
    undo_asked_at: datetime | None
    undone_at: datetime | None
    created_at: datetime


class NewSweep(Input):
    """What is done to which conversations: `member_id` and a reason go with assign, `tag` with tag and untag,
    `priority` with prioritize, `until` with snooze
    (null until the customer writes), `resolution` with solve. Quietly, customers are not asked whether it is sorted.
    """

    conversation_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST)]
    deed: Literal["assign", "tag", "untag", "prioritize", "snooze", "solve", "reopen", "spam", "wanted"]
    member_id: UUID | None = None
    reason: Literal["", "knows", "language", "decides", "away", "load", "other"] = ""
    words: str = Field("", max_length=200)
    summary: str = Field("", max_length=4000)
    tag: str = Field("", max_length=40)
    priority: Priority = "normal"
    until: Moment | None = None
    resolution: Resolution = "answer"
    is_quiet: Yes = False


@writes(router, "POST", "/sweeps", Sweep, scope=WRITE, status=201)
def start_sweep(request: ApiRequest, body: NewSweep) -> Created:
    """Do one thing to up to 1,000 conversations; what it cannot be done to is left out and counted."""
    request.actor.require("conversation.reply")
    ids = named_ids(request.actor, body.conversation_ids)
    sweep = start(request.actor, ids, deed=body.deed, values=_values(request, body, total=len(ids)))
    go_on(sweep)
    return Created(_shape(sweep), f"sweeps/{sweep.public_id}")


@reads(router, "/sweeps/{uuid:id}", Sweep, scope=READ)
def get_sweep(request: ApiRequest, id: UUID) -> Sweep:
    """Get how far a sweep of one's own, or its undo, has come."""
    return _shape(find(request.actor, id))


@writes(router, "POST", "/sweeps/{uuid:id}/undo", Sweep, scope=WRITE)
def undo_sweep(request: ApiRequest, id: UUID) -> Sweep:
    """Put all conversations of a sweep back as they stood, but those that somebody changed since."""
    undone = undo(request.actor, find(request.actor, id))
    go_on(undone)
    return _shape(undone)


def _values(request: ApiRequest, body: NewSweep, *, total: int) -> dict[str, Any]:
    """Return what a deed takes. More than a page are solved quietly: nothing is sent to many at once."""
    match body.deed:
        case "assign":
            to = get_colleague(request.actor, str(body.member_id)).pk if body.member_id else None
            words = {"reason": body.reason, "words": body.words, "summary": body.summary}
            return {"to": to, **(words if body.reason else {})}
        case "tag" | "untag":
            return {"name": body.tag}
        case "prioritize":
            return {"priority": body.priority}
        case "snooze":
            return {"until": body.until or UNTIL_THEY_WRITE}
        case "solve":
            return {"resolution": body.resolution, "is_quiet": body.is_quiet or total > BATCH}
    return {}


def _shape(row: Row) -> Sweep:
    return Sweep(
        id=row.public_id,
        deed=row.deed,
        total=row.total,
        figures=row.figures,
        finished_at=row.finished_at,
        undo_asked_at=row.undo_asked_at,
        undone_at=row.undone_at,
        created_at=row.created_at,
    )

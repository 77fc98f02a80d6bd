"""Writing a promise down: a part of the actions in which somebody promises an update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.owed import show_owed, withdraw_owed
from saath.conversations.events import UPDATE_PROMISED
from saath.conversations.jobs import miss_promised
from saath.conversations.models import Conversation, Message, PromisedUpdate
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.timeline.emit import emit_row

FURTHEST = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, by when; `what` is a word for the team."""

    kind: str
    due_at: datetime
    what: str = ""


def check_promise(promise: Promise) -> None:
    """Raise `BadInput` for a time that is over or too far away."""
    if promise.kind not in PromisedUpdate.Kind.values:
        raise BadInput(field="kind")
    if not now() < promise.due_at <= now() + FURTHEST:
        raise BadInput(
            _("A promise needs a time that is still to come, within three months."),
            what_to_do=_("Pick another time."),
            field="due_at",
        )


def make_promise(
    actor: Actor, conversation: Conversation, promise: Promise, *, told_in: Message | None
) -> PromisedUpdate:
    """Write a promise down in the place of one that is still owed. The caller saves the conversation."""
    withdraw_owed(actor, conversation)
    event = emit_row(actor, UPDATE_PROMISED, subject=conversation, changed=["update_due_at"])
    made = PromisedUpdate(
        conversation=conversation,
        kind=promise.kind,
        due_at=promise.due_at,
        promised_by_id=actor.member_id,
        what=storable(promise.what).strip()[:200],
        told_in=told_in,
        event_id=event.pk,
    )
    insert_row(made)
    enqueue(miss_promised, made.pk, run_at=promise.due_at)
    show_owed(conversation, made)
    return made

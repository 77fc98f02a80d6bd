"""A grievance counts as acknowledged when a word of ours has left for who complained, and no more where it came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from saath.channels import form
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.promises.grievances.actions._keeping import held, save_standing
from saath.promises.grievances.actions._undeciding import undecide_unsent
from saath.promises.grievances.events import GRIEVANCE_ACKNOWLEDGED, GRIEVANCE_UNACKNOWLEDGED
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.models import StoreOwned
from saath.tenancy.prepared import Prepared
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

How = Grievance.How
WAITING: Prepared[Grievance] = Prepared(
    lambda: Grievance.objects.filter(
        Q(conversation=Given("conversation")) | Q(conversation__merged_into=Given("conversation")),
        acknowledged_at=None,
        joined=None,
    )
)


def follow_sent(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Acknowledge the grievance of a conversation with the first word of ours that has left in it. In its transaction."""
    message = refs.get("message")
    if not isinstance(subject, Conversation) or not isinstance(message, Message):
        return
    waiting = WAITING.first(conversation=subject.pk)
    if waiting is None or message.direction != Message.Direction.OUT:
        return
    if message.leaves_by.channel == form.NAME:
        return  # it is there to be read by who has the code, and nothing says that they did
    fresh = held(waiting)
    is_word = message.pk == fresh.word_id
    if fresh.acknowledged_at is None and (is_word or not message.is_automatic):
        acknowledge(actor, fresh, How.MAIL if is_word else How.PERSON, at=now(), by=message)


def follow_unsent(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Take back what was counted with a word of ours that did not arrive, or was taken back. In its transaction."""
    message = refs.get("message")
    if not isinstance(message, Message):
        return
    for told in Grievance.objects.filter(acknowledged_in=message.pk, redressed_at=None):
        fresh = held(told)
        if fresh.acknowledged_in_id == message.pk:
            fresh.acknowledged_at, fresh.acknowledged_how, fresh.acknowledged_in = None, "", None
            save_standing(fresh)
            _tell(actor, GRIEVANCE_UNACKNOWLEDGED, fresh)
    undecide_unsent(actor, message)


def acknowledge(
    actor: Actor, grievance: Grievance, how: str, *, at: datetime, by: Message | None = None
) -> None:
    """Write down that who complained has had a word of ours, in a grievance that is held."""
    grievance.acknowledged_at, grievance.acknowledged_how, grievance.acknowledged_in = at, how, by
    save_standing(grievance)
    _tell(actor, GRIEVANCE_ACKNOWLEDGED, grievance)
    fault_point("grievance_word_before_commit")


def _tell(actor: Actor, kind: EventKind, grievance: Grievance) -> None:
    subject: StoreOwned = grievance.conversation or grievance
    emit(actor, kind, subject=subject, refs={"grievance": grievance})

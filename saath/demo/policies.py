"""Whom the demo's shop answers how fast, and what its team calls urgent."""

from __future__ import annotations

from saath.conversations.actions.priority import set_priority
from saath.conversations.models import Conversation
from saath.customers.models import CustomerTag
from saath.demo.customer_notes import TAGS
from saath.promises.policies.actions import add_policy
from saath.promises.policies.content import Content
from saath.tenancy.actor import Actor

MINUTE, HOUR = 60, 3_600
Priority = Conversation.Priority
# Of those who wait, counted from who came last.
CALLED = ((1, Priority.URGENT), (3, Priority.URGENT), (2, Priority.HIGH))


def promise_some_more(owner: Actor) -> None:
    """Answer what is urgent and old customers before everybody else."""
    urgent = Content(
        "Urgent",
        priority=Priority.URGENT,
        first_answer_seconds=5 * MINUTE,
        next_answer_seconds=10 * MINUTE,
        solution_seconds=4 * HOUR,
        warn_percent=60,
    )
    old = CustomerTag.objects.filter(name=TAGS["gu"]).first()
    add_policy(owner, content=urgent)
    if old is not None:
        theirs = Content(
            TAGS["gu"], customer_tag=old, first_answer_seconds=3 * MINUTE, solution_seconds=8 * HOUR
        )
        add_policy(owner, content=theirs)


def call_some_urgent(colleague: Actor) -> None:
    """Call some of those who wait urgent or important."""
    waiting = list(Conversation.objects.waiting_for_us().order_by("-waiting_since", "-id")[:10])
    for place, priority in CALLED:
        if place < len(waiting):
            set_priority(colleague, waiting[place], priority=priority)

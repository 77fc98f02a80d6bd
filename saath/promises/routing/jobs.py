"""Durable work: what waits is given out. A job looks at all that waits, so that nothing hangs on one signal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django_tasks import task

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.jobs import enqueue
from saath.promises.routing.actions import deciding
from saath.promises.routing.facts import answers, fitting_now
from saath.promises.routing.settings import Mode, routing_settings, stores_that_route
from saath.stores.calendar import hours_of
from saath.stores.hours import next_opening
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id, store_scope
from saath.timeline.models import Event

ROUTER = Actor.system("routing")
KEY = "routing"
# One run gives out so much; what is left is the next one's.
MOST_AT_ONCE = 100


@task()
def route_every_store() -> None:
    """Queue for every store that gives out what comes a look at what waits; where nothing does, that is one statement."""
    for store_id in stores_that_route():
        with store_scope(store_id):
            enqueue(route_waiting, key=KEY)


@task()
def route_waiting() -> None:
    """Give out what waits, the soonest due first, until nobody has room."""
    done: set[int] = set()
    while len(done) < MOST_AT_ONCE:
        ids = [pk for pk in fitting_now(routing_settings(), at=now()) if pk not in done]
        if not ids:
            return
        for conversation_id in ids[: MOST_AT_ONCE - len(done)]:
            done.add(conversation_id)
            deciding.route_conversation(ROUTER, Conversation(pk=conversation_id))
            fault_point("routing_after_commit")
    enqueue(route_waiting, key=KEY)


@task()
def route_again(conversation_id: int, owner_id: int) -> None:
    """Settle who has a conversation that its customer has taken up again; at night, when colleagues have come."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None:
        return
    if routing_settings().mode == Mode.OFF:
        deciding.put_back_of_leaver(ROUTER, conversation)
    elif run_at := _when_they_have_come(conversation):
        enqueue(route_again, conversation_id, owner_id, run_at=run_at)
    elif deciding.route_reopened(ROUTER, conversation, had_by=owner_id) is not None:
        enqueue(route_waiting, key=KEY)


@task()
def look_at_given(conversation_id: int) -> None:
    """Look again who a conversation suits of which more is known now; at night, when colleagues have come."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None:
        return
    if run_at := _when_they_have_come(conversation):
        look_later(conversation_id, run_at=run_at)
    else:
        deciding.route_anew(ROUTER, conversation)


def look_later(conversation_id: int, *, run_at: datetime) -> None:
    """Have looked again at a moment who a conversation suits; several things that are found out until then are one look."""
    enqueue(look_at_given, conversation_id, key=f"look at given {conversation_id}", run_at=run_at)


def _when_they_have_come(conversation: Conversation) -> datetime | None:
    """Return when the shop is open and people have had time to come, None where it is open now."""
    at = now()
    channel = (conversation.last_account or conversation.account).channel
    opens = next_opening(hours_of(current_store_id(), channel).calendar, at)
    if opens is None or opens <= at:
        return None
    return opens + timedelta(minutes=routing_settings().seen_minutes)


@task()
def give_out_of_leaver(event_id: int) -> None:
    """React to a colleague who leaves or answers nobody any more: what they had and waits for us goes back into the queue."""
    member = _member_of(event_id)
    if member is not None and not answers(member):
        theirs = Conversation.objects.filter(assignee=member, state=Conversation.State.OPEN)
        for conversation in theirs.order_by("due_at", "id"):
            deciding.put_back_of_leaver(ROUTER, conversation)
        if routing_settings().mode != Mode.OFF:
            enqueue(route_waiting, key=KEY)


@task()
def look_again(event_id: int) -> None:
    """React to a colleague who goes away or comes back: nothing is suggested to them meanwhile."""
    member = _member_of(event_id)
    if member is not None and member.is_away(now()):
        deciding.forget_suggestions_of(ROUTER, member)
    enqueue(route_waiting, key=KEY)


def _member_of(event_id: int) -> Member | None:
    found: Iterable[Member] = Member.objects.filter(public_id=Event.objects.get(pk=event_id).subject)
    return next(iter(found), None)

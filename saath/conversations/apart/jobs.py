"""Joining what came in the wrong order is a job of its own: reading a mail never waits for it."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.actions.rejoin import rejoin
from saath.conversations.models import Conversation
from saath.tenancy.actor import Actor
from saath.timeline.models import Event


@task()
def rejoin_apart(event_id: int) -> None:
    """React to an answer that is in another conversation than the mail which it answers."""
    event = Event.objects.get(pk=event_id)
    named = [event.subject, event.refs.get("conversation")]
    found = {str(each.public_id): each for each in Conversation.objects.filter(public_id__in=named)}
    answers, answered = (found.get(str(name)) for name in named)
    if answers is not None and answered is not None:
        rejoin(Actor.system("mails out of order"), answers, into=answered)

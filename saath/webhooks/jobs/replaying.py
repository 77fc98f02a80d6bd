"""Sending once more what happened in a stretch of time."""

from __future__ import annotations

from django_tasks import task

from saath.tenancy.actor import Actor
from saath.timeline.models import Event
from saath.webhooks.actions.replays import go_on_replaying
from saath.webhooks.models import Replay

REPLAYER = Actor.system("somebody asked for a replay")


@task()
def replay_asked(event_id: int) -> None:
    """Put everything of a replay on its way, in batches of which each is done once."""
    event = Event.objects.get(pk=event_id)
    replay = Replay.objects.filter(public_id=event.subject).first()
    while replay is not None and go_on_replaying(REPLAYER, replay):
        pass

"""Durable work: how fast each shop's chat has been of late."""

from __future__ import annotations

from django_tasks import task

from saath.chats.actions.staffing import keep_pace
from saath.chats.queries.settings import chat_settings
from saath.chats.staffing.paces import recent_pace
from saath.core.clock import now
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

FOLDER = Actor.system("how fast the chat is")


@task()
def fold_every_pace() -> None:
    """Queue the figures of every shop that has a chat."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            settings = chat_settings()
            if settings is not None and settings.is_on:
                enqueue(fold_pace, key="chat pace")


@task()
def fold_pace() -> None:
    """Fold the figures of one shop."""
    settings = chat_settings()
    if settings is not None:
        keep_pace(FOLDER, pace=recent_pace(settings, at=now()))

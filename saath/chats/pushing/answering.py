"""An answer in the chat is told to the apps of who it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from saath.chats.pushing.jobs import tell_app
from saath.chats.pushing.rules import TIME_TO_READ
from saath.chats.queries.pushes import APPS
from saath.conversations.models import Message
from saath.core.clock import now
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.tenancy.scope import current_store_id
from saath.timeline.kinds import EventKind
from saath.timeline.live.presence import watches_now


def tell_apps(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Put a push for every app of a customer on its way, in the transaction of their answer.

    Where a page of theirs shows the chat, it has a moment to do so first. An app for which one waits gets no second one.
    """
    message = refs.get("message")
    is_answer = isinstance(message, Message) and message.direction == Message.Direction.OUT
    if not isinstance(message, Message) or not is_answer or message.is_automatic:
        return
    apps = APPS.rows(identity=message.goes_to_id or message.conversation.identity_id)
    if not apps:
        return
    is_watching = watches_now(current_store_id(), str(message.recipient.customer.public_id))
    run_at = now() + (TIME_TO_READ if is_watching else timedelta())
    for app in apps:
        enqueue(tell_app, app, key=f"answer for app {app}", run_at=run_at)

"""The shop's own app asks to be told of answers, is told, and is told no more."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from saath.chats.events import PUSH_ADDED, PUSH_REMOVED
from saath.chats.models import ChatPush, Visitor
from saath.chats.pushing.rules import again_seconds
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.push.encryption import are_keys
from saath.core.push.sending import may_be_endpoint
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

# Of one person on all their devices: a reinstalled app leaves its old subscription behind.
MOST_APPS = 10


@dataclass(frozen=True, slots=True)
class Added:
    """A subscription, and whether it is there since this very request."""

    push: ChatPush
    is_new: bool


@action
def add_push(actor: Actor, visitor: Visitor, *, endpoint: str, p256dh: str, auth: str) -> Added:
    """Tell an app of answers from now on; one that somebody else used before is theirs no more.

    Said again it changes nothing. Beyond ten of one person the one that asked longest ago is told no more.
    Raises `BadInput` for an address or keys that no push service gives.
    """
    if not may_be_endpoint(endpoint) or not are_keys(p256dh, auth):
        raise BadInput(
            _("Nothing can be pushed to this subscription."),
            what_is_safe=_("The chat works without it."),
            what_to_do=_("Hand on the address and both keys as the push service gave them."),
            field="endpoint" if not may_be_endpoint(endpoint) else "keys",
        )
    key = hashlib.sha256(endpoint.encode()).hexdigest()
    before = ChatPush.objects.filter(key=key).values_list("visitor_id", flat=True).first()
    facts = {"visitor": visitor, "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "asked_at": now()}
    if before != visitor.pk:
        facts |= {"told_message_id": 0, "told_at": None}
    found, _is_made = ChatPush.objects.update_or_create(key=key, defaults=facts)
    if before != visitor.pk:
        emit(actor, PUSH_ADDED, subject=found)
        _keep_to_bounds(actor, visitor)
    return Added(found, is_new=before != visitor.pk)


@action
def remove_push(actor: Actor, push: ChatPush) -> None:
    """Tell an app of nothing any more."""
    _remove(actor, push)


@action
def remove_pushes_of(actor: Actor, visitor: Visitor) -> None:
    """Tell no app of a device any more: somebody signs out there."""
    for each in ChatPush.objects.filter(visitor=visitor):
        _remove(actor, each)


@action
def end_push(actor: Actor, push: ChatPush) -> None:
    """Forget an app that nothing reaches, unless it has just asked again."""
    fresh = ChatPush.objects.select_for_update(of=("self",)).filter(pk=push.pk, asked_at=push.asked_at)
    for each in fresh:
        _remove(actor, each)


@action
def record_told(actor: Actor, push: ChatPush, *, up_to: int) -> None:
    """Write down of which answer an app was told; one that has changed hands meanwhile was told of nothing."""
    mine = ChatPush.objects.filter(pk=push.pk, visitor=push.visitor_id, told_message_id__lt=up_to)
    mine.update(told_message_id=up_to, told_at=now(), failed_times=0)


@action
def record_failed(actor: Actor, push: ChatPush) -> float | None:
    """Count that a push service took nothing; return in how many seconds to try again, None where it was the last time."""
    ChatPush.objects.filter(pk=push.pk).update(failed_times=F("failed_times") + 1)
    fresh = ChatPush.objects.filter(pk=push.pk).first()
    seconds = again_seconds(fresh.failed_times) if fresh is not None else None
    if fresh is not None and seconds is None:
        _remove(actor, fresh)
    return seconds


def _keep_to_bounds(actor: Actor, visitor: Visitor) -> None:
    theirs = ChatPush.objects.filter(visitor__identity=visitor.identity_id)
    for each in theirs.order_by("-asked_at", "-pk")[MOST_APPS:]:
        _remove(actor, each)


def _remove(actor: Actor, push: ChatPush) -> None:
    emit(actor, PUSH_REMOVED, subject=push)
    push.delete()

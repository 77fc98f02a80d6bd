"""Grievances when conversations become one, and apart again. No limit moves by it but to the earlier of two."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.grievances.actions._clocks import keep_clocks, leave_clocks
from saath.promises.grievances.events import GRIEVANCE_JOINED, GRIEVANCE_PARTED
from saath.promises.grievances.terms import join_limits, set_notice, settings_here, terms_of
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

LIMITS = ("counts_from", "word_due_at", "redress_due_at", "notice_at")


def follow_merge(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Let a grievance go where the words of its conversation went; of two the earlier limit of each holds."""
    source = refs.get("conversation")
    if not isinstance(subject, Conversation) or not isinstance(source, Conversation):
        return
    goes, stays = _held(source), _held(subject)
    if goes is None:
        return
    if stays is None:
        _move(goes, subject)
    elif goes.is_open and stays.is_open:
        goes.joined, goes.notice_at = stays, None
        goes.save(update_fields=["joined", "notice_at"])
        keep_clocks(goes)
        _set_limits(stays)
        emit(actor, GRIEVANCE_JOINED, subject=subject, refs={"grievance": goes})


def follow_unmerge(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Let a grievance go back with its own conversation, and each have the limits that it has by itself."""
    other = refs.get("conversation")
    if not isinstance(subject, Conversation) or not isinstance(other, Conversation):
        return
    its_own = Q(began_in=subject) | Q(began_in__merged_into=subject)
    for each in _rows().filter(its_own, conversation=other):
        _move(each, subject)
    for each in _rows().filter(conversation=subject, joined__conversation=other):
        went_on = each.joined
        each.joined = None
        set_notice(each, terms_of(settings_here()), after=now())
        each.save(update_fields=["joined", "notice_at"])
        keep_clocks(each)
        if went_on is not None:
            _set_limits(went_on)
        emit(actor, GRIEVANCE_PARTED, subject=subject, refs={"grievance": each})


def _move(grievance: Grievance, conversation: Conversation) -> None:
    leave_clocks(grievance)
    grievance.conversation = conversation
    grievance.save(update_fields=["conversation"])
    keep_clocks(grievance)


def _set_limits(grievance: Grievance) -> None:
    join_limits(grievance, grievance.joiners.all())
    set_notice(grievance, terms_of(settings_here()), after=now())
    grievance.save(update_fields=LIMITS)
    keep_clocks(grievance)


def _held(conversation: Conversation) -> Grievance | None:
    return _rows().filter(conversation=conversation).first()


def _rows() -> QuerySet[Grievance]:
    return Grievance.objects.select_for_update(of=("self",)).select_related("joined", "conversation__account")

"""Grievances when conversations become one, and apart again. No limit moves by it but to the earlier of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from saath.conversations.models import Conversation, Message, Move
from saath.core.clock import now
from saath.promises.grievances.actions._clocks import keep_clocks, leave_clocks
from saath.promises.grievances.events import GRIEVANCE_JOINED, GRIEVANCE_PARTED
from saath.promises.grievances.terms import join_limits, set_notice, settings_here, terms_of
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

LIMITS = ("counts_from", "word_due_at", "redress_due_at", "helpline_due_at", "notice_at")


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
        set_joint_limits(stays)
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
            set_joint_limits(went_on)
        emit(actor, GRIEVANCE_PARTED, subject=subject, refs={"grievance": each})


def follow_split(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Let a grievance stay with its complaint: what else is split off takes none with it."""
    part = refs.get("conversation")
    if not isinstance(subject, Conversation) or not isinstance(part, Conversation):
        return
    here = list(_rows().filter(Q(conversation=subject) | Q(joined__conversation=subject)).order_by("id"))
    gone = [each for each in here if _complained_in(each, subject, part) == part.pk]
    if not gone:
        return
    homes = [(gone, part), ([each for each in here if each not in gone], subject)]
    for stays in [_settle(actor, rows, home) for rows, home in homes if rows]:
        set_joint_limits(stays)  # once nobody of the other home is joined to it any more


def follow_unsplit(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Let the grievance of what was split off go where its words went back to."""
    part = refs.get("conversation")
    if isinstance(part, Conversation) and part.merged_into_id == subject.pk:
        follow_merge(actor, kind, subject, refs)


def _settle(actor: Actor, rows: Sequence[Grievance], home: Conversation) -> Grievance:
    """Let one of the grievances whose words are in a conversation go on for all of them there, and return it."""
    stays = next((each for each in rows if each.conversation_id == home.pk), rows[0])
    was_joined, stays.joined = stays.joined_id is not None, None
    stays.save(update_fields=["joined"])
    if stays.conversation_id != home.pk:
        _move(stays, home)
    for each in rows:
        if each.pk != stays.pk:
            each.joined = stays
            each.save(update_fields=["joined"])
    if was_joined:
        emit(actor, GRIEVANCE_PARTED, subject=home, refs={"grievance": stays})
    return stays


def _complained_in(grievance: Grievance, whole: Conversation, part: Conversation) -> int | None:
    """Return in which of two conversations that were one the complaint is with which a grievance began."""
    merges = Move.objects.filter(kind=Move.Kind.MERGE, undone_at=None)
    said = Message.objects.filter(
        conversation__in=(whole, part), direction=Message.Direction.IN, is_automatic=False
    )
    if grievance.began_in_id == whole.pk:
        said = said.exclude(pk__in=_carried(merges.filter(target=whole)))
    else:
        said = said.filter(pk__in=_carried(merges.filter(source=grievance.began_in_id)))
    return said.order_by("created_at", "id").values_list("conversation_id", flat=True).first()


def _carried(merges: QuerySet[Move]) -> list[int]:
    return [each for ids in merges.values_list("messages", flat=True) for each in ids]


def _move(grievance: Grievance, conversation: Conversation) -> None:
    leave_clocks(grievance)
    grievance.conversation = conversation
    grievance.save(update_fields=["conversation"])
    keep_clocks(grievance)


def set_joint_limits(grievance: Grievance) -> None:
    """Let the earliest limits of a grievance that is held and of those that joined it hold."""
    join_limits(grievance, grievance.joiners.all())
    set_notice(grievance, terms_of(settings_here()), after=now())
    grievance.save(update_fields=LIMITS)
    keep_clocks(grievance)


def _held(conversation: Conversation) -> Grievance | None:
    return _rows().filter(conversation=conversation).first()


def _rows() -> QuerySet[Grievance]:
    return Grievance.objects.select_for_update(of=("self",)).select_related("joined", "conversation__account")

"""Reads of the standards: the version in force, its promise for a channel, versions, readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from saath.conversations.queues import READER
from saath.core.errors import NotFound
from saath.promises.models import Standard, StandardReading
from saath.promises.standards.content import EVERY_CHANNEL, TIMES, ChannelPromise
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import Given, Prepared
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import once_a_write

STATE = Standard.State
MOST_VERSIONS = 100
PROMISES: Prepared[dict[str, Any]] = Prepared(
    lambda: (
        Standard.objects.filter(store_id=Given("store"), state=STATE.PUBLISHED)
        .order_by("-number")
        .values_list("promises", flat=True)[:1]
    )
)
HAS_READ: Prepared[bool] = Prepared(
    lambda: (
        Standard.objects.filter(store_id=Given("store"), state=STATE.PUBLISHED)
        .annotate(
            has_read=Exists(
                StandardReading.objects.filter(
                    store_id=OuterRef("store_id"), standard_id=OuterRef("pk"), member_id=Given("member")
                )
            )
        )
        .order_by("-number")
        .values_list("has_read", flat=True)[:1]
    )
)


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague, and their word on the version in force where they have given it."""

    member: Member
    reading: StandardReading | None


@once_a_write
def promise_of(store_id: int, channel: str) -> ChannelPromise | None:
    """Return what the standards in force promise on a channel, None where none are; one statement, once a write."""
    promises = PROMISES.first(store=store_id)
    if promises is None:
        return None
    return promise_in(promises, channel)


def promise_in(promises: dict[str, Any], channel: str) -> ChannelPromise:
    """Return what the promises of a version say of a channel."""
    channels = promises.get("channels", {})
    return _promise(channels.get(channel, {})).over(_promise(channels.get(EVERY_CHANNEL, {})))


def _promise(row: dict[str, int]) -> ChannelPromise:
    return ChannelPromise(**{name: row.get(name) for name in TIMES})


def standard_in_force() -> Standard | None:
    """Return the newest published version of the store in scope."""
    return published_versions().first()


def published_versions() -> QuerySet[Standard]:
    """Return the published versions of the store in scope, the newest first."""
    return Standard.objects.filter(state=STATE.PUBLISHED).select_related("published_by").order_by("-number")


def draft_of_shop() -> Standard | None:
    """Return the draft of the store in scope."""
    return Standard.objects.select_related("published_by").filter(state=STATE.DRAFT).first()


def get_published(number: int) -> Standard:
    """Return one published version, for everybody. Raises `NotFound`."""
    found = published_versions().filter(number=number).first()
    if found is None:
        raise NotFound()
    return found


def get_version(actor: Actor, public_id: UUID) -> Standard:
    """Return one published version by its id. Raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = published_versions().filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def get_draft(actor: Actor) -> Standard:
    """Return the draft. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    draft = draft_of_shop()
    if draft is None:
        raise NotFound()
    return draft


def readers_of(actor: Actor, standard: Standard) -> Sequence[Reader]:
    """Return all who work here, with their word on a version. Two statements. Raises `Forbidden`."""
    actor.require("store.members")
    members = Member.objects.active().order_by("display_name", "pk")
    said = {each.member_id: each for each in StandardReading.objects.filter(standard=standard)}
    return [Reader(each, said.get(each.pk)) for each in members]


def unread_by_reader() -> QuerySet[Standard]:
    """Return the version in force, where the `READER` has not said to have read it."""
    newer = Standard.objects.filter(state=STATE.PUBLISHED, number__gt=OuterRef("number"))
    read = StandardReading.objects.filter(standard_id=OuterRef("pk"), member_id=READER)
    return Standard.objects.filter(~Exists(newer), ~Exists(read), state=STATE.PUBLISHED)


def has_unread(actor: Actor) -> bool:
    """Tell whether a version is in force that the actor has not said to have read; one statement for who has a seat."""
    if actor.member_id is None or not actor.may("conversation.read"):
        return False
    has_read = HAS_READ.first(store=current_store_id(), member=actor.member_id)
    return has_read is not None and not has_read


def read_before(actor: Actor, standard: Standard) -> Standard | None:
    """Return the newest version before this one that the actor has said to have read."""
    before = published_versions().filter(number__lt=standard.number)
    mine = StandardReading.objects.filter(member_id=actor.member_id or 0).values("standard_id")
    return before.filter(pk__in=mine).first()


def list_versions(actor: Actor) -> Sequence[Standard]:
    """Return the published versions, the newest first, a hundred at most. Raises `Forbidden`."""
    actor.require("conversation.read")
    return list(published_versions()[:MOST_VERSIONS])

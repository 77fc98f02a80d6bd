"""Reads of the policies, and of what holds where none fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from saath.channels.registry import channel_names
from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.promises.models import Policy
from saath.promises.standards.content import ChannelPromise
from saath.promises.standards.queries import promise_in, standard_in_force
from saath.stores.calendar import calendar_of, hours_of
from saath.stores.hours import open_seconds_between
from saath.tenancy.actor import Actor
from saath.tenancy.retention import PURGE_AFTER
from saath.tenancy.scope import current_store_id

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What is promised on a channel where no policy says anything else, in seconds of open hours."""

    channel: str
    first_answer_seconds: int
    next_answer_seconds: int
    solution_seconds: int | None


def list_policies(actor: Actor) -> list[Policy]:
    """Return the policies in the order in which they are tried; one statement. Raises `Forbidden`."""
    actor.require("conversation.read")
    return list(Policy.objects.kept().select_related("customer_tag"))


def list_removed(actor: Actor) -> list[Policy]:
    """Return the policies that were removed and can be brought back; raises `Forbidden`."""
    actor.require("store.settings")
    rows = Policy.objects.filter(deleted_at__gt=now() - PURGE_AFTER).select_related("customer_tag")
    return list(rows.order_by("-deleted_at"))


def get_policy(actor: Actor, public_id: UUID, *, is_removed: bool = False) -> Policy:
    """Return a policy; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    rows = Policy.objects.filter(public_id=public_id).select_related("customer_tag")
    rows = rows.filter(deleted_at__gt=now() - PURGE_AFTER) if is_removed else rows.filter(deleted_at=None)
    found = rows.first()
    if found is None:
        raise NotFound()
    return found


def promised_otherwise(actor: Actor) -> list[Otherwise]:
    """Return what holds on each channel of the shop where no policy fits; raises `Forbidden`."""
    actor.require("conversation.read")
    standard = standard_in_force()
    return [_otherwise(channel, standard.promises if standard else None) for channel in shop_channels()]


def shop_channels() -> Sequence[str]:
    """Return the names of the channels by which the shop is reached, in the order of the registry."""
    there = set(ChannelAccount.objects.values_list("channel", flat=True).distinct())
    return [name for name in channel_names() if name in there]


def open_in_a_year(channel: str) -> float:
    """Return for how many seconds the shop, or a channel of it, is open within a year from now; one statement."""
    calendar, begins = calendar_of(current_store_id(), channel), now()
    return open_seconds_between(calendar, begins, begins + YEAR)


def _otherwise(channel: str, promises: dict[str, object] | None) -> Otherwise:
    said = promise_in(promises, channel) if promises else ChannelPromise()
    usual = hours_of(current_store_id(), channel).first_answer_target_seconds
    return Otherwise(
        channel,
        usual if said.first_answer_seconds is None else said.first_answer_seconds,
        usual if said.next_answer_seconds is None else said.next_answer_seconds,
        said.solution_seconds,
    )

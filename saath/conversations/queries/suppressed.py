"""Addresses to which machines write no more, for who runs the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from saath.conversations.events import ACKNOWLEDGEMENT_HELD_BACK
from saath.conversations.models import Suppression
from saath.conversations.reporting import words_of_report
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.tenancy.actor import Actor
from saath.timeline.models import Event

PAGE = 50
COUNTED = 1000
RECENT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SuppressedAddresses:
    """A page of the list, newest first, and how many acknowledgements a flood held back within a day, up to 1,000."""

    page: Page[Suppression]
    held_back: int


def suppressed_addresses(actor: Actor, *, cursor: str = "", limit: int = PAGE) -> SuppressedAddresses:
    """Return what the settings page shows, in two statements; raises `Forbidden`, `BadInput` for a foreign cursor."""
    actor.require("store.settings")
    listed = Suppression.objects.select_related("message__conversation")
    held_back = Event.objects.filter(
        kind=ACKNOWLEDGEMENT_HELD_BACK.name, created_at__gt=now() - RECENT
    ).order_by()[:COUNTED]
    return SuppressedAddresses(
        page=page_of(listed, cursor=cursor, limit=limit, order=("-id",)), held_back=held_back.count()
    )


def words_of_suppression(row: Suppression) -> str:
    """Return why an address is on the list, in the language of the page."""
    return words_of_report(row.reason, row.status)


def get_suppression(actor: Actor, public_id: UUID) -> Suppression:
    """Return one row of the list of the store; raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = Suppression.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found

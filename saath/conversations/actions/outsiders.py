"""The book of those outside whom the shop asks."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.conversations.events import (
    OUTSIDER_ADDED,
    OUTSIDER_CHANGED,
    OUTSIDER_REMOVED,
    OUTSIDER_RESTORED,
)
from saath.conversations.models import ChannelAccount, Outsider
from saath.conversations.outsiders import key_of_typed
from saath.core.clock import now
from saath.core.errors import BadInput, NotFound
from saath.core.text import storable
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """What the book says of somebody; '' is no address."""

    name: str
    kind: str
    language: str
    address: str = ""


@action
def add_outsider(actor: Actor, *, entry: Entry) -> Outsider:
    """Write somebody into the book; who has the address already is found there.

    Raises `Forbidden`, `BadInput` in words.
    """
    actor.require("conversation.reply")
    outsider = Outsider()
    _lay_in(outsider, entry)
    known = Outsider.objects.kept().filter(key=outsider.key).exclude(key="").first()
    if known is not None:
        return known
    outsider.save(force_insert=True)
    emit(actor, OUTSIDER_ADDED, subject=outsider)
    return outsider


@action
def change_outsider(actor: Actor, outsider: Outsider, *, entry: Entry) -> Outsider:
    """Change what the book says of somebody. Raises `Forbidden`, `BadInput` in words, `NotFound`."""
    actor.require("conversation.reply")
    fresh = _held(outsider)
    _lay_in(fresh, entry)
    _check_alone(fresh)
    fresh.save()
    emit(actor, OUTSIDER_CHANGED, subject=fresh)
    return fresh


@action
def remove_outsider(actor: Actor, outsider: Outsider) -> None:
    """Take somebody out of the book; what they were asked stands. Raises `Forbidden`, `NotFound`."""
    actor.require("conversation.reply")
    fresh = _held(outsider)
    fresh.deleted_at = now()
    fresh.save(update_fields=["deleted_at"])
    emit(actor, OUTSIDER_REMOVED, subject=fresh)


@action
def restore_outsider(actor: Actor, outsider: Outsider) -> Outsider:
    """Put somebody back into the book. Raises `Forbidden`, `NotFound`, `BadInput` where the address is another's now."""
    actor.require("conversation.reply")
    fresh = _held(outsider)
    _check_alone(fresh)
    fresh.deleted_at = None
    fresh.save(update_fields=["deleted_at"])
    emit(actor, OUTSIDER_RESTORED, subject=fresh)
    return fresh


def _lay_in(outsider: Outsider, entry: Entry) -> None:
    name, address = " ".join(storable(entry.name).split()), storable(entry.address).strip()
    if not name:
        raise BadInput(_("Write who they are, a name for example."), field="name")
    if len(name) > LONGEST_NAME:
        raise BadInput(_("That is too long for a name."), field="name")
    if entry.kind not in Outsider.Kind.values or entry.language not in dict(settings.LANGUAGES):
        raise BadInput(field="kind")
    outsider.name, outsider.kind, outsider.language = name, entry.kind, entry.language
    outsider.address, outsider.key = address[:320], _key(address)


def _key(address: str) -> str:
    if not address:
        return ""
    account = ChannelAccount.objects.filter(channel="email").order_by("id").first()
    if account is None:
        raise BadInput(_("The shop has no e-mail address yet."), field="address")
    return key_of_typed(account, address, field="address")


def _check_alone(outsider: Outsider) -> None:
    others = Outsider.objects.kept().filter(key=outsider.key).exclude(key="").exclude(pk=outsider.pk)
    found = others.first()
    if found is not None:
        raise BadInput(_("%(name)s has this address already.") % {"name": found.name}, field="address")


def _held(outsider: Outsider) -> Outsider:
    fresh = Outsider.objects.select_for_update(of=("self",)).filter(pk=outsider.pk).first()
    if fresh is None:
        raise NotFound()
    return fresh

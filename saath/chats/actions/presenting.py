"""How a shop's chat shows itself, and what it promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.chats.actions._held import held_settings
from saath.chats.actions.settings import switch_chat
from saath.chats.events import CHAT_SETTINGS_CHANGED
from saath.chats.models import ChatSettings
from saath.chats.sites import read_sites
from saath.chats.texts import AWAY, GREETING
from saath.core.colours import is_colour, readable
from saath.core.errors import BadInput
from saath.stores.actions.texts import word_languages
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def place_chat(actor: Actor, *, is_on: bool, sites: Sequence[str]) -> ChatSettings:
    """Say on which sites the chat may be shown, and switch it on or off. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    _change(actor, sites=read_sites("\n".join(sites)))
    return switch_chat(actor, is_on=is_on)


@action
def dress_chat(
    actor: Actor, *, colour: str, greeting: Mapping[str, str], away: Mapping[str, str]
) -> ChatSettings:
    """Set the colour, '' for the shop's own, and the words by language, '' for ours. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    if colour and (not is_colour(colour) or readable(colour) != colour):
        raise BadInput(_("White words are hard to read on this colour."), field="colour")
    word_languages(actor, GREETING, texts=greeting)
    word_languages(actor, AWAY, texts=away)
    return _change(actor, colour=colour)


@action
def limit_chat(actor: Actor, *, chats_each: int, longest_wait_seconds: int) -> ChatSettings:
    """Say how many chats one person has at once, and the wait beyond which none is offered. Raises `Forbidden`, `BadInput`."""
    return _change(actor, chats_each=chats_each, longest_wait_seconds=longest_wait_seconds)


def _change(actor: Actor, **values: Any) -> ChatSettings:
    actor.require("store.settings")
    settings = held_settings(actor)
    changed = [name for name, value in values.items() if getattr(settings, name) != value]
    if not changed:
        return settings
    for name in changed:
        setattr(settings, name, values[name])
    _check(settings, changed)
    settings.save(update_fields=changed)
    emit(actor, CHAT_SETTINGS_CHANGED, subject=settings, changed=changed)
    record_audit(
        actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": [f"chat {name}" for name in changed]}
    )
    return settings


def _check(settings: ChatSettings, names: Sequence[str]) -> None:
    others = {field.name for field in settings._meta.fields if field.name not in names}
    try:
        settings.clean_fields(exclude={*others, "sites"})
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise BadInput(messages[0], field=name) from error

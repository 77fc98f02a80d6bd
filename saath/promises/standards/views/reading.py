"""A version as colleagues read it: what customers are promised, and how problems are handled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import Conflict
from saath.promises.models import Standard
from saath.promises.standards.actions import confirm_reading
from saath.promises.standards.changes import channel_label
from saath.promises.standards.content import COLUMNS, EVERY_CHANNEL, Content, content_of, local
from saath.promises.standards.kept import Kept, kept_lately
from saath.promises.standards.queries import (
    draft_of_shop,
    get_published,
    has_unread,
    list_versions,
    read_before,
    readers_of,
    standard_in_force,
)
from saath.promises.standards.shown import Line, lines_of
from saath.promises.standards.shown import show as shown_in
from saath.stores.calendar import settings_of
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store

EDITS, SEES_READERS = "store.settings", "store.members"


@require_safe
def show(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Show the version in force, or an older one."""
    actor, store = actor_of(request), store_of(request)
    actor.require("conversation.read")
    in_force = standard_in_force()
    standard = in_force if number is None else get_published(number)
    page: dict[str, Any] = {
        "standard": standard,
        "in_force": in_force,
        "may_edit": actor.may(EDITS),
        "draft": draft_of_shop() if actor.may(EDITS) else None,
        "zone": store.zone,
    }
    if standard is not None:
        page |= _said(store, standard, is_in_force=standard == in_force)
        page |= _read(actor, standard, is_in_force=standard == in_force)
    return render(request, "promises/standards/here.html", page)


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Take a colleague's word that they have read it."""
    actor = actor_of(request)
    actor.require("conversation.read")
    try:
        confirm_reading(actor, get_published(number))
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    else:
        messages.success(request, _("Thank you. The owner sees that you have read it."))
    return redirect("standards:here")


def _said(store: Store, standard: Standard, *, is_in_force: bool) -> dict[str, Any]:
    language, content = get_language() or "en", content_of(standard)
    kept = kept_lately(store) if is_in_force else None
    languages = len(settings_of(store.pk).languages)
    return {
        "shown": shown_in(standard, kept, language=language, base=store.language, languages=languages),
        "channels": _channels(content, kept),
        "until": kept.until if kept and kept.figures else None,
        "handling": handling_in(content, language, store.language),
    }


def _channels(content: Content, kept: Kept | None) -> list[tuple[str, list[Line]]]:
    measured = {channel for channel, _kind in kept.figures} if kept else set()
    names = [EVERY_CHANNEL, *sorted({*content.channels, *measured} - {EVERY_CHANNEL})]
    return [(channel_label(name), lines_of(content.promise(name), kept, channel=name)) for name in names]


def handling_in(content: Content, language: str, base: str) -> list[list[Any]]:
    """Return how each kind of problem is handled in a language: a cell for each column, None where nothing is said."""
    return [
        [
            text.in_language(language) if (text := local(getattr(row, column), base)) else None
            for column in COLUMNS
        ]
        for row in content.handling
    ]


def _read(actor: Actor, standard: Standard, *, is_in_force: bool) -> dict[str, Any]:
    readers = readers_of(actor, standard) if actor.may(SEES_READERS) else ()
    return {
        "versions": list_versions(actor),
        "is_asked": is_in_force and has_unread(actor),
        "last_read": read_before(actor, standard) if is_in_force else None,
        "readers": readers,
        "read_count": sum(each.reading is not None for each in readers),
        "previous": standard.based_on if 0 < standard.based_on < standard.number else 0,
    }

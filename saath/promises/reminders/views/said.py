"""One thing that Saath did by itself: what, why, and the way back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import Conflict
from saath.promises.reminders.actions.silent import undo_closing
from saath.promises.reminders.queries import get_own_word
from saath.promises.reminders.words import untold_in_words, why_in_words


@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what was done, and why."""
    actor = actor_of(request)
    word = get_own_word(actor, public_id)
    page = {
        "word": word,
        "why": why_in_words(word),
        "untold": untold_in_words(word.untold),
        "may_undo": word.can_be_undone and actor.may("conversation.solve"),
        "zone": store_of(request).zone,
    }
    return render(request, "promises/reminders/one.html", page)


@require_POST
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a closing back."""
    actor = actor_of(request)
    word = get_own_word(actor, public_id)
    try:
        undo_closing(actor, word)
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    else:
        messages.success(
            request, _("It waits for the customer again, and is not closed for this wait any more.")
        )
    return redirect("own_words:one", public_id)

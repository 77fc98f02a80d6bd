"""What changed between two versions, and a draft as it will be read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.languages import CODES
from saath.promises.standards.changes import changes
from saath.promises.standards.content import content_of
from saath.promises.standards.queries import get_draft, get_published
from saath.promises.standards.shown import show
from saath.promises.standards.views.reading import handling_in
from saath.stores.calendar import settings_of


@require_safe
def compare(request: HttpRequest, number: int, before: int) -> HttpResponse:
    """Show what is otherwise in one version than in another."""
    actor_of(request).require("conversation.read")
    new, old = get_published(number), get_published(before)
    page = {"new": new, "old": old, "changes": changes(content_of(old), content_of(new))}
    return render(request, "promises/standards/compare.html", page)


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show the draft as customers and colleagues will read it, and what it changes."""
    actor, store = actor_of(request), store_of(request)
    draft = get_draft(actor)
    asked = request.GET.get("lang", "")
    language = asked if asked in CODES else get_language() or "en"
    before = content_of(get_published(draft.based_on)) if draft.based_on else None
    languages = len(settings_of(store.pk).languages)
    with translation.override(language):
        said = show(draft, None, language=language, base=store.language, languages=languages)
    page = {
        "draft": draft,
        "language": language,
        "shown": said,
        "handling": handling_in(content_of(draft), language, store.language),
        "changes": changes(before, content_of(draft)) if before else (),
    }
    return render(request, "promises/standards/preview.html", page)

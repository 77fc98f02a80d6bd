"""All texts that Saath says by itself, and one of them: worded, shown, and taken back to ours."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of
from saath.core.errors import BadInput
from saath.promises.wording.forms import TextForm
from saath.promises.wording.previews import preview
from saath.promises.wording.queries import Shown, get_text, list_texts
from saath.stores.actions.texts import word_languages
from saath.stores.texts import Wording


@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """Show which texts there are."""
    return render(request, "promises/wording/all.html", {"lines": list_texts(actor_of(request))})


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """Show one text, and how it reads."""
    shown = get_text(actor_of(request), name)
    return _page(request, shown, TextForm(shown=shown))


@require_POST
def save(request: HttpRequest, name: str) -> HttpResponse:
    """Save a text, go back to our words, or only show how it would read."""
    actor = actor_of(request)
    shown = get_text(actor, name)
    if "ours" in request.POST:
        word_languages(actor, shown.about.key, texts=dict.fromkeys(shown.languages, ""))
        messages.success(request, _("It reads as at the beginning again."))
        return redirect("own_texts:one", name)
    form = TextForm(request.POST, shown=shown)
    if not form.is_valid() or "preview" in request.POST:
        return _page(request, shown, form, status=200 if form.is_valid() else 422)
    try:
        word_languages(actor, shown.about.key, texts=form.texts)
    except BadInput as error:
        form.add_error(None, str(error.message))
        return _page(request, shown, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("own_texts:one", name)


def _page(request: HttpRequest, shown: Shown, form: TextForm, *, status: int = 200) -> HttpResponse:
    is_sound = not form.is_bound or form.is_valid()
    page = {"shown": shown, "form": form, "previews": _previews(shown, form) if is_sound else []}
    return render(request, "promises/wording/one.html", page, status=status)


def _previews(shown: Shown, form: TextForm) -> list[Wording]:
    ours = shown.about.key.ours.versions
    return [
        preview(shown.about, text or ours[language], language, shown.example)
        for language, text in form.texts.items()
    ]

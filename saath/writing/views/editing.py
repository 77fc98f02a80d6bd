"""One saved reply: writing, changing, taking it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.accounts.requests import actor_of, store_of
from saath.checklists.queries import list_checklists
from saath.core.errors import BadInput, Conflict, SaathError
from saath.stores.queries import list_colleagues
from saath.tenancy.actor import Actor
from saath.writing.actions.saved_replies import (
    add_saved_reply,
    change_saved_reply,
    remove_saved_reply,
    restore_saved_reply,
)
from saath.writing.content import Content
from saath.writing.deeds import say
from saath.writing.forms import SavedReplyForm, presented
from saath.writing.queries import Saved, get_saved, list_folders
from saath.writing.variables import fill_with_examples, variables
from saath.writing.wordings import CODES, NAMES, html_language

EXAMPLE = "{{customer.name|there}}"
Keep = Callable[[Content], object]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Write a new reply."""
    actor = actor_of(request)
    actor.require("conversation.reply")
    initial = {"folder": request.GET.get("folder", ""), "language": store_of(request).language}
    form = _form(request, actor, initial=initial)
    return _edit(request, form, lambda content: add_saved_reply(actor, content=content))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, saved: UUID) -> HttpResponse:
    """Show one reply, and change it where the reader may."""
    actor = actor_of(request)
    found = get_saved(actor, saved)
    if not found.may_edit:
        return render(request, "writing/one.html", {"saved": found, **_shown(request, found)})
    outdated = found.text.outdated if found.text else ()
    form = _form(request, actor, initial=presented(found), outdated=outdated)

    def keep(content: Content) -> object:
        version = form.cleaned_data["version"]
        return change_saved_reply(actor, found.reply, content=content, version=version)

    return _edit(request, form, keep, found)


@require_POST
def remove(request: HttpRequest, saved: UUID) -> HttpResponse:
    """Take a reply away; the list offers to bring it back."""
    actor = actor_of(request)
    remove_saved_reply(actor, get_saved(actor, saved).reply)
    return redirect(f"{reverse('writing:answers')}?removed={saved}")


@require_POST
def restore(request: HttpRequest, saved: UUID) -> HttpResponse:
    """Bring a reply back that was taken away."""
    actor = actor_of(request)
    restore_saved_reply(actor, get_saved(actor, saved, is_removed=True).reply)
    messages.success(request, _("It is back."))
    return redirect("writing:answers")


def _form(request: HttpRequest, actor: Actor, **kwargs: Any) -> SavedReplyForm:
    return SavedReplyForm(
        request.POST or None,
        colleagues=list_colleagues(actor),
        checklists=list_checklists(actor),
        may_share=actor.may("saved.edit"),
        **kwargs,
    )


def _edit(request: HttpRequest, form: SavedReplyForm, keep: Keep, saved: Saved | None = None) -> HttpResponse:
    wants_preview = "preview" in request.POST
    if form.is_bound and form.is_valid() and not wants_preview:
        try:
            keep(form.content())
        except (BadInput, Conflict) as error:
            _mark(form, error)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("writing:answers")
    page = {
        "form": form,
        "saved": saved,
        "folders": list_folders(actor_of(request)),
        "variables": variables(),
        "example": EXAMPLE,
        "previews": _previews(form) if wants_preview else (),
        **_shown(request, saved),
    }
    return render(request, "writing/edit.html", page, status=422 if form.errors else 200)


def _mark(form: SavedReplyForm, error: SaathError) -> None:
    field = getattr(error, "field", "")
    words = f"{error.message} {error.what_to_do}"
    form.add_error(field if field in form.fields else None, forms.ValidationError(words))


def _previews(form: SavedReplyForm) -> list[dict[str, str]]:
    """Return each version as some customer would read it."""
    texts = [(code, form.cleaned_data.get(f"text_{code}", "")) for code in CODES]
    return [_preview(code, text) for code, text in texts if text.strip()]


def _preview(code: str, text: str) -> dict[str, str]:
    return {
        "name": str(NAMES[code]),
        "lang": html_language(code),
        "text": fill_with_examples(text, code).text,
    }


def _shown(request: HttpRequest, saved: Saved | None) -> dict[str, Any]:
    """Return what a page shows of a reply besides its form."""
    if saved is None:
        return {}
    texts = [
        (code, saved.text.versions[code]) for code in CODES if saved.text and code in saved.text.versions
    ]
    return {
        "deeds": say(saved.deeds),
        "texts": [
            {"name": str(NAMES[code]), "lang": html_language(code), "text": text} for code, text in texts
        ],
        "zone": store_of(request).zone,
    }

"""The next version is written, published or given up."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.accounts.requests import actor_of, store_of
from saath.conversations.models import ChannelAccount
from saath.core.errors import BadInput, Conflict, NotFound, SaathError
from saath.promises.models import Standard
from saath.promises.standards.actions import (
    begin_draft,
    change_draft,
    discard_draft,
    publish_standard,
)
from saath.promises.standards.changes import outdated
from saath.promises.standards.content import EVERY_CHANNEL, PLACES, Content, content_of
from saath.promises.standards.forms import DraftForm
from saath.promises.standards.queries import get_draft, get_published


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the next version, like the one in force or like an older one."""
    actor = actor_of(request)
    actor.require("store.settings")
    said = request.POST.get("like", "")
    like = get_published(int(said)) if said.isdecimal() and len(said) < 9 else None
    try:
        begin_draft(actor, like=like)
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    return redirect("standards:draft")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Show the draft, and save it."""
    actor = actor_of(request)
    draft = get_draft(actor)
    content = content_of(draft)
    form = DraftForm(
        request.POST or None, content=content, channels=_channels(content), version=draft.version
    )
    if form.is_bound and form.is_valid():
        try:
            change_draft(actor, draft, content=form.content(), version=form.cleaned_data["version"])
        except (BadInput, Conflict) as error:
            _mark(form, error)
        else:
            messages.success(request, _("The draft is saved. Nobody else sees it before you publish it."))
            return redirect("standards:preview" if "look" in request.POST else "standards:draft")
    return _page(request, form, draft, content)


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Put the draft in force."""
    actor = actor_of(request)
    try:
        published = publish_standard(actor, get_draft(actor), version=_version(request))
    except NotFound:
        return _overtaken(request)
    except (BadInput, Conflict) as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
        return redirect("standards:draft")
    messages.success(
        request,
        _("Version %(number)d is in force. Your colleagues are asked to read it.")
        % {"number": published.number},
    )
    return redirect("standards:here")


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Give the draft up."""
    actor = actor_of(request)
    try:
        discard_draft(actor, get_draft(actor), version=_version(request))
    except NotFound:
        return _overtaken(request)
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
        return redirect("standards:draft")
    messages.success(request, _("The draft is gone. What is in force stays."))
    return redirect("standards:here")


def _overtaken(request: HttpRequest) -> HttpResponse:
    messages.error(
        request, _("A colleague has published or discarded this draft meanwhile. Nothing was done twice.")
    )
    return redirect("standards:here")


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def _channels(content: Content) -> list[str]:
    """Return the channels of the shop, and those that the draft speaks of."""
    there = ChannelAccount.objects.filter(is_active=True).values_list("channel", flat=True)
    return sorted({*there, *content.channels} - {EVERY_CHANNEL})


def _page(request: HttpRequest, form: DraftForm, draft: Standard, content: Content) -> HttpResponse:
    before = content_of(get_published(draft.based_on)) if draft.based_on else None
    base = store_of(request).language
    page = {
        "form": form,
        "draft": draft,
        "base": base,
        "places": [f"{{{place}}}" for place in PLACES],
        "outdated": outdated(before, content, base) if before else frozenset(),
    }
    return render(request, "promises/standards/edit.html", page, status=422 if form.errors else 200)


def _mark(form: DraftForm, error: SaathError) -> None:
    name = getattr(error, "field", "")
    said = str(error.message) if name in form.fields else f"{error.message} {error.what_to_do}"
    form.add_error(name if name in form.fields else None, forms.ValidationError(said))

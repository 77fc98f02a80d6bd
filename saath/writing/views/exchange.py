"""Saved replies out of a CSV file, and into one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput
from saath.core.figures import figure
from saath.tenancy.actor import Actor
from saath.writing.actions.importing import import_saved_replies
from saath.writing.csv_files import MOST_BYTES, read_rows, write_rows
from saath.writing.forms import ImportForm
from saath.writing.merging import plan
from saath.writing.queries import list_saved


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Read a file and show what it would do; the button below that does it."""
    actor = actor_of(request)
    actor.require("conversation.reply")
    form = ImportForm(request.POST or None, request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        return _page(request, actor, form)
    is_mine = bool(form.cleaned_data["is_mine"]) or not actor.may("saved.edit")
    try:
        text = _text_of(form)
        rows = read_rows(text, language=store_of(request).language, is_mine=is_mine)
    except BadInput as error:
        form.add_error("file", f"{error.message} {error.what_to_do}")
        return _page(request, actor, form)
    if "keep" in request.POST:
        return _kept(
            request, len([s for s in import_saved_replies(actor, rows=rows, is_mine=is_mine) if s.content])
        )
    steps = plan(rows, list_saved(actor), member_id=actor.member_id, is_mine=is_mine)
    counts = {
        effect: sum(step.effect == effect for step in steps)
        for effect in ("new", "changes", "same", "trouble")
    }
    return _page(request, actor, form, steps=steps, counts=counts, text=text, is_mine=is_mine)


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Send every reply that the actor may use as a file."""
    lines = list(write_rows(list_saved(actor_of(request))))
    response = StreamingHttpResponse(["\ufeff", *lines], content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="answers.csv"'
    return response


def _kept(request: HttpRequest, number: int) -> HttpResponse:
    words = ngettext("%(number)s line is in.", "%(number)s lines are in.", number)
    messages.success(request, words % {"number": figure(number)})
    return redirect("writing:answers")


def _text_of(form: ImportForm) -> str:
    file = form.cleaned_data["file"]
    if file is None:
        return str(form.cleaned_data["text"])
    if file.size > MOST_BYTES:
        raise BadInput(_("The file is larger than 2 MB."), field="file")
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput(
            _("The letters of this file cannot be read."), what_to_do=_("Save it as CSV UTF-8."), field="file"
        ) from error


def _page(request: HttpRequest, actor: Actor, form: ImportForm, **shown: Any) -> HttpResponse:
    page = {"form": form, "may_share": actor.may("saved.edit"), **shown}
    return render(request, "writing/import.html", page, status=422 if form.errors else 200)

"""One grievance: a conversation becomes one, its customer is told, and something is decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.marks import rich_html
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput, Conflict, Forbidden, SaathError
from saath.core.text import is_storable
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.promises.grievances.actions.acknowledging import tell_acknowledged
from saath.promises.grievances.actions.deciding import (
    agree_to_refusal,
    decide_grievance,
    decline_refusal,
    reconsider_grievance,
)
from saath.promises.grievances.actions.docket import set_docket
from saath.promises.grievances.actions.erasing import erase_complainant
from saath.promises.grievances.actions.opening import open_grievance
from saath.promises.grievances.forms import DecisionForm, DocketForm, OpeningForm
from saath.promises.grievances.proving import is_read_here
from saath.promises.grievances.queries.erasing import erased_on
from saath.promises.grievances.queries.register import (
    OnePage,
    get_grievance,
    grievance_of,
    one_page,
    receipt_of_conversation,
)
from saath.promises.grievances.rules import is_warned_refusal
from saath.promises.grievances.words import letter_of
from saath.promises.models import Grievance

SAID = {
    "told": gettext_lazy("Written down: the customer was told."),
    "agree": gettext_lazy("Agreed. The letter is on its way."),
    "decline": gettext_lazy("It is not refused. The grievance waits for another decision."),
    "erase": gettext_lazy("Written down: who complained is erased from the register."),
    "reconsider": gettext_lazy("The decision is taken back. The limits are those that they were."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Ask what makes a conversation a grievance; a POST makes it one."""
    found = get_conversation(request.actor, conversation)
    there = grievance_of(request.actor, found)
    if there is not None:
        return redirect("desk:grievance", there.public_id)
    request.actor.require("grievance.open")
    received_at = receipt_of_conversation(request.actor, found)
    form = OpeningForm(request.POST or None, zone=request.store.zone, received_at=received_at)
    if form.is_bound and form.is_valid():
        try:
            opened = open_grievance(request.actor, found, opening=form.opening())
        except (BadInput, Conflict) as error:
            _mark(form, error)
        else:
            messages.success(
                request, _("It is a grievance now: %(reference)s.") % {"reference": opened.reference}
            )
            return redirect("desk:grievance", opened.public_id)
    context = {"form": form, "conversation": found, "frame": frame_of(request, "grievances")}
    return render(request, "desk/grievance_declare.html", context, status=422 if form.errors else 200)


@require_safe
def one(request: StaffRequest, grievance: UUID) -> HttpResponse:
    """Show a grievance."""
    return _one_page(request, one_page(request.actor, grievance))


@require_POST
def docket(request: StaffRequest, grievance: UUID) -> HttpResponse:
    """Write down the docket of the helpline and its deadline."""
    request.actor.require("grievance.open")
    shown = one_page(request.actor, grievance)
    form = DocketForm(request.POST, zone=request.store.zone, grievance=shown.grievance)
    if form.is_valid():
        try:
            set_docket(request.actor, shown.grievance, **form.cleaned_data)
        except BadInput as error:
            _mark(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:grievance", grievance)
    return _one_page(request, shown, form)


def _one_page(request: StaffRequest, shown: OnePage, form: DocketForm | None = None) -> HttpResponse:
    zone = request.store.zone
    context = {
        "shown": shown,
        "docket_form": form or DocketForm(zone=zone, grievance=shown.grievance),
        "erased_on": erased_on(shown.grievance),
        "row": shown.grievance,
        "may_decide": request.actor.may("grievance.decide"),
        "may_tell": request.actor.may("grievance.open"),
        "member_id": request.actor.member_id,
        "key": uuid4().hex,
        "frame": frame_of(request, "grievances"),
        "zone": zone,
    }
    return render(request, "desk/grievance.html", context, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: StaffRequest, grievance: UUID) -> HttpResponse:
    """Ask what is decided; a POST shows the letter as it would leave, and another one sends it."""
    request.actor.require("grievance.decide")
    shown = one_page(request.actor, grievance)
    if not shown.grievance.is_open or shown.standing is not None:
        return redirect("desk:grievance", grievance)
    form = DecisionForm(request.POST or None)
    if not form.is_bound or not form.is_valid() or request.POST.get("step") == "change":
        return _decide_page(request, shown, form)
    if request.POST.get("step") != "send":
        return _preview(request, shown, form)
    key = request.POST.get("key", "")
    client_key = f"grievance:{key}" if 0 < len(key) <= 50 and is_storable(key) else f"grievance:{uuid4().hex}"
    try:
        made = decide_grievance(
            request.actor, shown.grievance, decision=form.decision(), client_key=client_key
        )
    except (BadInput, Conflict) as error:
        _mark(form, error)
        return _decide_page(request, shown, form)
    if made.agreed_at is None:
        messages.success(request, _("Another person has to agree to this refusal. Nothing was sent yet."))
    else:
        messages.success(request, _("Decided: %(outcome)s.") % {"outcome": made.get_outcome_display()})
    return redirect("desk:grievance", grievance)


@require_POST
def deed(request: StaffRequest, grievance: UUID, name: str) -> HttpResponse:
    """Write down that the customer was told, agree to a refusal or not, take a decision back, or erase who complained."""
    if name not in SAID:
        raise Http404
    found = get_grievance(request.actor, grievance)
    try:
        _do(request, found, name)
    except (BadInput, Conflict, Forbidden) as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    else:
        messages.success(request, SAID[name])
    return redirect("desk:grievance", grievance)


def _do(request: StaffRequest, found: Grievance, name: str) -> None:
    match name:
        case "told":
            tell_acknowledged(request.actor, found)
        case "agree":
            agree_to_refusal(request.actor, found, client_key=f"grievance:{uuid4().hex}")
        case "erase":
            erase_complainant(request.actor, found)
        case "decline":
            decline_refusal(request.actor, found)
        case _:
            reconsider_grievance(request.actor, found)


def _preview(request: StaffRequest, shown: OnePage, form: DecisionForm) -> HttpResponse:
    """Show the letter as it would leave; without words of the officer's, ours to begin with."""
    said, row = form.cleaned_data, shown.grievance
    is_warned = is_warned_refusal(said["outcome"], row.cause, said["refusal"])
    if is_warned and not said["has_seen_warning"]:
        form.add_error(
            "has_seen_warning", _("Read what the rules say of such goods, and tick that you have.")
        )
        return _decide_page(request, shown, form, is_warned=True)
    words = said["words"]
    if not words.strip() and not said["is_told"]:
        words = letter_of(row, outcome=said["outcome"], refusal=said["refusal"]).text
    outcome = dict(Grievance.Outcome.choices)[said["outcome"]]
    extra = {"words": words, "letter": rich_html(words) or "", "is_warned": is_warned, "outcome": outcome}
    return _decide_page(request, shown, form, is_preview=True, **extra)


def _decide_page(request: StaffRequest, shown: OnePage, form: DecisionForm, **extra: Any) -> HttpResponse:
    context = {
        "shown": shown,
        "row": shown.grievance,
        "form": form,
        "key": request.POST.get("key") or uuid4().hex,
        "frame": frame_of(request, "grievances"),
        "zone": request.store.zone,
        "is_read_here": is_read_here(shown.grievance),
        **extra,
    }
    return render(request, "desk/grievance_decide.html", context, status=422 if form.errors else 200)


def _mark(form: forms.Form, error: SaathError) -> None:
    name = getattr(error, "field", "")
    form.add_error(name if name in form.fields else None, forms.ValidationError(str(error.message)))

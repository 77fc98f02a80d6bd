"""Customers: the list, one customer's page, and two that are one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.queries.customers import count_conversations, list_customers
from saath.core.errors import Conflict, NotFound
from saath.customers.actions.merge import merge_customers, undo_merge
from saath.customers.actions.split import split_off, undo_split
from saath.customers.actions.suggest import dismiss_suggestion, restore_suggestion
from saath.customers.models import Customer, CustomerMove, CustomerTag
from saath.customers.notes import notes_of
from saath.customers.preferences import KNOWN, Form, Reach
from saath.customers.queries import credits_by, identities_of
from saath.customers.tags import LONGEST_TAG, all_tags, get_customer_tag, tags_by
from saath.customers.together import (
    find_named,
    get_customer,
    get_move,
    get_own_identity,
    get_suggestion,
    may_be_same,
    past_of,
)
from saath.desk.agreed import consents_context
from saath.desk.frame import frame_of
from saath.desk.history import timeline_of
from saath.desk.missing import quality_shown
from saath.desk.record import whole_customer
from saath.desk.request import StaffRequest
from saath.fields.queries import known_of
from saath.orders.bought import bought_by

LEAST_KNOWN = "least"


@require_safe
def show_customers(request: StaffRequest) -> HttpResponse:
    """Show the customers, or those that the search finds."""
    given = request.GET
    question, tag = given.get("q", "").strip(), _chosen_tag(request)
    is_least = given.get("sort") == LEAST_KNOWN
    found = list_customers(
        request.actor, question, tag=tag, is_least_known_first=is_least, cursor=given.get("before", "")
    )
    tags = all_tags(request.actor)
    context = {
        "found": found,
        "question": question,
        "tags": tags,
        "tag": tag,
        "is_least": is_least,
        "zone": request.store.zone,
    }
    return render(request, "desk/customers.html", {**context, "frame": frame_of(request, "customers")})


def _chosen_tag(request: StaffRequest) -> CustomerTag | None:
    given = request.GET.get("tag", "")
    try:
        return get_customer_tag(request.actor, UUID(given)) if given else None
    except ValueError as error:
        raise NotFound() from error


@require_safe
def show_customer(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Show one customer; one who was put together with another leads there."""
    found = whole_customer(request.actor, customer)
    if found.merged_into is not None:
        return redirect("desk:record", found.merged_into.public_id)
    return page_of_customer(request, found)


@require_safe
def look_up(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Look at a customer beside the one that a reference or an address names."""
    request.actor.require("customer.merge")
    found = whole_customer(request.actor, customer)
    other = find_named(request.actor, request.GET.get("q", ""))
    if other is not None:
        return redirect("desk:look", found.public_id, other.public_id)
    missing = Conflict(
        _("There is no customer by that reference or address."),
        what_is_safe=_("Nothing was changed."),
        what_to_do=_("Copy the reference from the other customer's page, and try again."),
    )
    return page_of_customer(request, found, error=missing)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: StaffRequest, customer: UUID, other: UUID) -> HttpResponse:
    """Show two customers side by side as they would be one, who is called by the first; a POST puts them together."""
    request.actor.require("customer.merge")
    stays, goes = (whole_customer(request.actor, each) for each in (customer, other))
    if request.method != "POST":
        return _preview(request, stays, goes)
    try:
        move = merge_customers(request.actor, goes, into=stays)
    except Conflict as refused:
        return _preview(request, stays, goes, error=refused)
    return _done(stays, move=str(move.public_id))


@require_POST
def undo(request: StaffRequest, move: UUID) -> HttpResponse:
    """Take back that two customers are one, or that one is two."""
    found = get_move(request.actor, move)
    is_merge = found.kind == CustomerMove.Kind.MERGE
    shown = found.target if is_merge else found.source
    try:
        if is_merge:
            undo_merge(request.actor, found)
        else:
            undo_split(request.actor, found)
    except Conflict as refused:
        return page_of_customer(request, _whole(request, shown), error=refused)
    return redirect("desk:record", shown.public_id)


@require_POST
def split(request: StaffRequest, identity: UUID) -> HttpResponse:
    """Let one way in which a customer reaches us be somebody else's."""
    found = get_own_identity(request.actor, identity)
    try:
        move = split_off(request.actor, found)
    except Conflict as refused:
        return page_of_customer(request, _whole(request, found.customer), error=refused)
    return _done(found.customer, move=str(move.public_id))


@require_POST
def dismiss(request: StaffRequest, suggestion: UUID, customer: UUID) -> HttpResponse:
    """Take two customers for two."""
    shown = get_customer(request.actor, customer)
    dismiss_suggestion(request.actor, get_suggestion(request.actor, suggestion))
    return _done(shown, two=str(suggestion))


@require_POST
def restore(request: StaffRequest, suggestion: UUID, customer: UUID) -> HttpResponse:
    """Take back that they are two."""
    shown = get_customer(request.actor, customer)
    restore_suggestion(request.actor, get_suggestion(request.actor, suggestion))
    return redirect("desk:record", shown.public_id)


def _whole(request: StaffRequest, customer: Customer) -> Customer:
    return whole_customer(request.actor, customer.public_id)


def _done(customer: Customer, **what: str) -> HttpResponse:
    """Show a customer, with what was done and the way back."""
    query = "&".join(f"{name}={value}" for name, value in what.items())
    return redirect(f"{reverse('desk:record', args=[customer.public_id])}?{query}")


def page_of_customer(
    request: StaffRequest, customer: Customer, *, error: Conflict | None = None, **shown: Any
) -> HttpResponse:
    """Return the page of one customer, who was read with `bought_beside`."""
    actor = request.actor
    identities, past = identities_of(actor, customer), past_of(actor, customer)
    same = may_be_same(actor, customer)
    done = request.GET.get("move", "")
    bought, agreed = bought_by(actor, customer), consents_context(request, customer)
    context: dict[str, Any] = {
        "customer": customer,
        "quality": quality_shown(customer, identities, agreed["consents"], bought),
        "name": _name_of(customer, identities),
        "identities": identities,
        "facts": known_of(actor, customer),
        "bought": bought,
        "tags": tags_by(actor, customer),
        "credits": credits_by(actor, customer),
        "untagged": request.GET.get("untagged", "")[:LONGEST_TAG],
        **agreed,
        "timeline": timeline_of(actor, customer, cursor=request.GET.get("before", "")),
        "notes": notes_of(actor, customer),
        "removed": request.GET.get("removed", ""),
        "past": past,
        "done": next((each for each in past if str(each.move) == done), None),
        "two": request.GET.get("two", ""),
        "same": [each for each in same if each.is_verified],
        "perhaps": [each for each in same if not each.is_verified],
        "may_merge": actor.may("customer.merge"),
        "may_edit": actor.may("customer.edit"),
        "languages": settings.LANGUAGES,
        "forms": Form.choices,
        "reaches": Reach.choices,
        "liked": _as_form(customer),
        "zone": request.store.zone,
        "error": error,
        "frame": frame_of(request, "customers"),
        **shown,
    }
    status = 409 if error else 422 if shown else 200
    return render(request, "desk/record.html", context, status=status)


def _as_form(customer: Customer) -> dict[str, str]:
    """Return what is known of a customer as its form holds it."""
    return {name: str(getattr(customer, name)) for name in KNOWN}


def _preview(
    request: StaffRequest, stays: Customer, goes: Customer, *, error: Conflict | None = None
) -> HttpResponse:
    counts = count_conversations(request.actor, [stays, goes])
    both = [_side(request, each, counts[each.pk]) for each in (stays, goes)]
    known = {each.field.pk for each in both[0]["facts"]}
    context = {
        "stays": both[0],
        "goes": both[1],
        "left": [each for each in both[1]["facts"] if each.field.pk in known],
        "is_possible": stays.pk != goes.pk and stays.merged_into is None and goes.merged_into is None,
        "languages": settings.LANGUAGES,
        "zone": request.store.zone,
        "error": error,
        "frame": frame_of(request, "customers"),
    }
    return render(request, "desk/same.html", context, status=409 if error else 200)


def _side(request: StaffRequest, customer: Customer, count: int) -> dict[str, Any]:
    identities = identities_of(request.actor, customer)
    return {
        "customer": customer,
        "name": _name_of(customer, identities),
        "identities": identities,
        "conversations": count,
        "bought": bought_by(request.actor, customer),
        "facts": known_of(request.actor, customer),
    }


def _name_of(customer: Customer, identities: Any) -> str:
    known = (each.name or each.address for each in identities)
    return customer.name or next(known, "") or customer.reference

"""Notes about a customer, on the customer's page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from saath.core.errors import BadInput
from saath.customers.actions.notes import pin_note, remove_note, restore_note, write_note
from saath.customers.notes import get_note
from saath.desk.record import whole_customer
from saath.desk.request import StaffRequest
from saath.desk.views.customers import page_of_customer


@require_POST
def add(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Write something down about a customer."""
    found = whole_customer(request.actor, customer)
    text = request.POST.get("text", "")
    try:
        write_note(request.actor, found, text=text, is_pinned="is_pinned" in request.POST)
    except BadInput as refused:
        return page_of_customer(request, found, note_error=refused, note_typed=text)
    return _shown(found.public_id)


@require_POST
def pin(request: StaffRequest, note: UUID) -> HttpResponse:
    """Pin a note, or take the pin out."""
    found = get_note(request.actor, note)
    pin_note(request.actor, found, is_pinned=request.POST.get("pin") == "1")
    return _shown(found.customer.public_id)


@require_POST
def remove(request: StaffRequest, note: UUID) -> HttpResponse:
    """Take a note away; the page offers to bring it back."""
    found = get_note(request.actor, note)
    remove_note(request.actor, found)
    return redirect(f"{reverse('desk:record', args=[found.customer.public_id])}?removed={note}#notes")


@require_POST
def restore(request: StaffRequest, note: UUID) -> HttpResponse:
    """Bring a note back."""
    found = get_note(request.actor, note)
    restore_note(request.actor, found)
    return _shown(found.customer.public_id)


def _shown(customer: UUID) -> HttpResponse:
    return redirect(f"{reverse('desk:record', args=[customer])}#notes")

"""What a customer is called and how they like it, changed on their page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from saath.core.errors import BadInput
from saath.customers.actions.edit import edit_customer
from saath.customers.preferences import KNOWN
from saath.desk.edited import conflicts_of, wanted_of, was_of
from saath.desk.record import whole_customer
from saath.desk.request import StaffRequest
from saath.desk.views.customers import page_of_customer


@require_POST
def like(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Set how a customer is called, addressed and reached; what somebody else changed meanwhile is asked about."""
    sent = request.POST
    found = whole_customer(request.actor, customer)
    try:
        wanted = wanted_of(sent, found, KNOWN)
        edited = edit_customer(request.actor, found, was=was_of(sent, KNOWN), wanted=wanted)
    except BadInput as refused:
        return page_of_customer(request, found, liked_error=refused, liked=sent)
    if edited.conflicts:
        conflicts = conflicts_of(request.actor, sent, edited)
        for name in KNOWN:
            setattr(found, name, getattr(edited.customer, name))
        return page_of_customer(request, found, conflicts=conflicts, liked=sent)
    return redirect(f"{reverse('desk:record', args=[customer])}#good-title")

"""Tags of a customer."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from saath.core.errors import BadInput
from saath.customers.actions.tags import tag_customer, untag_customer
from saath.customers.tags import get_customer_tag
from saath.customers.together import get_customer
from saath.desk.record import whole_customer
from saath.desk.request import StaffRequest
from saath.desk.views.customers import page_of_customer


@require_POST
def tag(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Put a tag on a customer."""
    found = whole_customer(request.actor, customer)
    try:
        tag_customer(request.actor, found, name=request.POST.get("name", ""))
    except BadInput as refused:
        return page_of_customer(request, found, tag_error=refused, entered_tag=request.POST.get("name", ""))
    return _shown(customer)


@require_POST
def untag(request: StaffRequest, customer: UUID, tag: UUID) -> HttpResponse:
    """Take a tag off a customer; the page offers to put it on again."""
    found = get_customer(request.actor, customer)
    taken_off = get_customer_tag(request.actor, tag)
    untag_customer(request.actor, found, tag=taken_off)
    query = urlencode({"untagged": taken_off.name})
    return redirect(f"{reverse('desk:record', args=[customer])}?{query}#customer-tags")


def _shown(customer: UUID) -> HttpResponse:
    return redirect(f"{reverse('desk:record', args=[customer])}#customer-tags")

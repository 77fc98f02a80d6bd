"""What a customer agrees to: written down with its proof, and taken back in one press."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from saath.core.errors import BadInput
from saath.customers.actions.consent import Shown, record_consent, withdraw_consent
from saath.customers.consent import NO_CHANNEL, VERSION, How, Purpose, wording_of
from saath.desk.record import whole_customer
from saath.desk.request import StaffRequest
from saath.desk.views.customers import page_of_customer


@require_POST
def agree(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Write down that a customer said yes, to the words that the form showed."""
    sent, found = request.POST, whole_customer(request.actor, customer)
    purpose, language = sent.get("purpose", ""), found.language or request.store.language
    shown = Shown(wording_of(purpose, shop=request.store.name, language=language), language, VERSION)
    try:
        record_consent(
            request.actor,
            found,
            purpose=purpose,
            channel=NO_CHANNEL if purpose == Purpose.PROFILING else sent.get("channel", ""),
            shown=shown,
            how=sent.get("how", ""),
            proof=sent.get("proof", ""),
        )
    except BadInput as refused:
        return page_of_customer(request, found, consent_error=refused, agreed=sent)
    return _shown(customer)


@require_POST
def withdraw(request: StaffRequest, customer: UUID) -> HttpResponse:
    """Write down that a customer wants no more of it."""
    sent, found = request.POST, whole_customer(request.actor, customer)
    channel = sent.get("channel", "")
    try:
        withdraw_consent(
            request.actor,
            found,
            purpose=sent.get("purpose", ""),
            channel=channel,
            how=sent.get("how", How.WRITTEN),
        )
    except BadInput as refused:
        return page_of_customer(request, found, consent_error=refused)
    return _shown(customer)


def _shown(customer: UUID) -> HttpResponse:
    return redirect(f"{reverse('desk:record', args=[customer])}#consents")

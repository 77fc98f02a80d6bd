"""What a customer has agreed to, as their page shows and asks it."""

from __future__ import annotations

from typing import Any

from saath.customers.consent import How, Purpose, wording_of
from saath.customers.consenting import consents_by
from saath.customers.models import Customer
from saath.desk.request import StaffRequest


def consents_context(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """Return what stands, the journal, and the words to ask a customer with who was read whole; no statement."""
    journal = consents_by(request.actor, customer)
    language = customer.language or request.store.language
    shop = request.store.name
    return {
        "consents": [each for each in journal if each.is_present],
        "journal": journal,
        "purposes": [(each, wording_of(each, shop=shop, language=language)) for each in Purpose],
        "hows": [each for each in How if each != How.STOPPED],
        "asked_in": language,
        "agreed": {},
    }

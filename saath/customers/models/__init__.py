"""Customers, how they reach us, what they agreed to, and the journal of who turned out to be whom, and who may be."""

from saath.customers.models.consent import Consent
from saath.customers.models.customer import Customer
from saath.customers.models.identity import Identity
from saath.customers.models.move import CustomerMove, MoveStep
from saath.customers.models.note import CustomerNote
from saath.customers.models.suggestion import Suggestion
from saath.customers.models.tag import CustomerTag, CustomerTagging

__all__ = [
    "Consent",
    "Customer",
    "CustomerMove",
    "CustomerNote",
    "CustomerTag",
    "CustomerTagging",
    "Identity",
    "MoveStep",
    "Suggestion",
]

"""Customers, the identities by which they reach us, the journal of who turned out to be whom, and who may be."""

from saath.customers.models.customer import Customer
from saath.customers.models.identity import Identity
from saath.customers.models.move import CustomerMove, MoveStep
from saath.customers.models.note import CustomerNote
from saath.customers.models.suggestion import Suggestion

__all__ = ["Customer", "CustomerMove", "CustomerNote", "Identity", "MoveStep", "Suggestion"]

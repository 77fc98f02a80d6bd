"""Customers, the identities by which they reach us, and the journal of who turned out to be whom."""

from saath.customers.models.customer import Customer
from saath.customers.models.identity import Identity
from saath.customers.models.move import CustomerMove, MoveStep

__all__ = ["Customer", "CustomerMove", "Identity", "MoveStep"]

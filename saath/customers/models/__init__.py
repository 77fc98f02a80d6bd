"""Customers and the identities by which they reach us."""

from saath.customers.models.customer import Customer
from saath.customers.models.identity import Identity

__all__ = ["Customer", "Identity"]

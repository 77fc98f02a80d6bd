"""Stores, their hosts, and the base of every row that belongs to one."""

from saath.tenancy.models.domain import Domain
from saath.tenancy.models.owned import StoreManager, StoreOwned, StoreQuerySet, StoreRow
from saath.tenancy.models.store import Store

__all__ = ["Domain", "Store", "StoreManager", "StoreOwned", "StoreQuerySet", "StoreRow"]

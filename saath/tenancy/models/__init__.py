"""Stores, their hosts, and the base of every row that belongs to one."""

from saath.tenancy.models.domain import Domain
from saath.tenancy.models.owned import Referred, StoreManager, StoreOwned, StoreQuerySet, StoreRow
from saath.tenancy.models.store import Store

__all__ = ["Domain", "Referred", "Store", "StoreManager", "StoreOwned", "StoreQuerySet", "StoreRow"]

"""The base of every row that belongs to a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from django.db import models

from saath.core.ids import new_public_id
from saath.core.references import new_reference
from saath.tenancy.given import GivenStore, is_writing
from saath.tenancy.models.store import Store
from saath.tenancy.scope import EVERY_STORE, NoStoreScope, current_store_id, scope_or_none

Row = TypeVar("Row", bound=models.Model, covariant=True)


class StoreQuerySet(models.QuerySet[Row], Generic[Row]):
    """Chainable filters of one store's rows; apps add their own by subclassing."""


class StoreManager(models.Manager[Row], Generic[Row]):
    """Shows the rows of the store in scope and refuses to work without one."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Return the rows of the store in scope; raises `NoStoreScope` outside one."""
        if is_writing():
            return super().get_queryset().filter(store_id=GivenStore("store"))
        store_id = scope_or_none()
        if store_id is None:
            raise NoStoreScope(f"{self.model.__name__} was read outside a store's scope")
        rows = super().get_queryset()
        return rows if store_id == EVERY_STORE else rows.filter(store_id=store_id)


class StoreRow(models.Model):
    """A row of one store that nobody outside the database names."""

    store = models.ForeignKey(
        Store, on_delete=models.CASCADE, default=current_store_id, related_name="+", editable=False
    )

    if TYPE_CHECKING:
        store_id: int

    objects = StoreManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class StoreOwned(StoreRow):
    """A row of one store with the public id by which URLs, the API, webhooks and exports name it."""

    public_id = models.UUIDField(default=new_public_id, editable=False, unique=True)

    class Meta(StoreRow.Meta):
        abstract = True


class Referred(StoreOwned):
    """A row that people name to each other by a short reference, drawn by chance and unique in its store.

    Where a million are there, each thousandth draw is somebody's already: `insert_row` draws again.
    """

    reference = models.CharField(max_length=12, default=new_reference, editable=False)

    class Meta(StoreOwned.Meta):
        abstract = True

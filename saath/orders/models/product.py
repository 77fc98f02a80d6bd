"""A thing that the shop sells, and the kinds of it that can be bought."""

from __future__ import annotations

from django.db import models

from saath.core.clock import now
from saath.core.money import Money
from saath.orders.models.connection import Connection
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class Product(StoreOwned):
    """A product as its platform tells of it. `version` and `digest` say which telling this is: an older one changes nothing.

    `stock_at` is until when the platform's word on its stock is known to stand; `folding_version` is how its words were
    folded for the search.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=120, blank=True)
    tags = models.JSONField(default=list)
    about = models.CharField(max_length=2000, blank=True)
    url = models.CharField(max_length=500, blank=True)
    picture = models.CharField(max_length=500, blank=True)
    currency = models.CharField(max_length=3)
    is_active = models.BooleanField(default=True)
    version = models.DateTimeField()
    digest = models.CharField(max_length=64)
    stock_at = models.DateTimeField()
    folding_version = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="help customers choose", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "connection", "key"], name="product_key")]
        indexes = [models.Index(fields=["store", "folding_version"], name="product_folded")]

    def __str__(self) -> str:
        return self.title


class Variant(StoreOwned):
    """One kind of a product, such as a size or a colour; amounts are minor units of the product's currency."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants", db_index=False)
    key = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    options = models.JSONField(default=list)
    sku = models.CharField(max_length=120, blank=True)
    price_minor = models.BigIntegerField(default=0)
    compare_at_minor = models.BigIntegerField(null=True)
    stock = models.IntegerField(null=True)
    may_exceed_stock = models.BooleanField(default=False)
    picture = models.CharField(max_length=500, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.DateTimeField()

    retention = Retention(purpose="help customers choose", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store", "product", "key"], name="variant_key")]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def is_there(self) -> bool:
        """Whether it can be bought now, as far as its platform tells."""
        return self.is_active and (self.stock is None or self.stock > 0 or self.may_exceed_stock)

    def price(self, currency: str) -> Money:
        """What one piece costs, in the currency of its product."""
        return Money(self.price_minor, currency)


class ProductWord(StoreRow):
    """One folded word by which a product is found, in any script: a key by sound, a number, or the word as written."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="words", db_index=False)
    folded = models.CharField(max_length=60)
    is_in_title = models.BooleanField(default=False)

    retention = Retention(purpose="help customers choose", keep_for=None, erasure="keep")

    class Meta(StoreRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "product", "folded"], name="product_word"),
        ]
        indexes = [models.Index(fields=["store", "folded", "product"], name="product_token")]

    def __str__(self) -> str:
        return self.folded

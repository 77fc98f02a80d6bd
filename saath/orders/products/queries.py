"""Reads of products: found by what somebody typed, or named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from saath.core.errors import NotFound
from saath.core.money import Money
from saath.orders.models import Product, ProductWord, Variant
from saath.orders.products.finding import Hit, Wanted, meant_by
from saath.search.query import parse_query
from saath.tenancy.actor import Actor

SHOWN = 12
# A word that more products have than this tells nothing of which one is meant.
MOST_HITS = 4_000
# So many words of a shop are looked through for what a slip of the finger may have meant.
MOST_WORDS = 20_000
MOST_VARIANTS = 100
# After every letter that a beginning may go on with, in the order of any database.
_LAST = "zzzzzzzz"


@dataclass(frozen=True, slots=True)
class ProductShown:
    """A product with the kinds of it that are sold, in the order of its platform."""

    product: Product
    variants: Sequence[Variant]

    @property
    def lowest(self) -> Money:
        """The price of its cheapest kind."""
        return Money(min((each.price_minor for each in self.variants), default=0), self.product.currency)

    @property
    def highest(self) -> Money:
        """The price of its dearest kind."""
        return Money(max((each.price_minor for each in self.variants), default=0), self.product.currency)

    @property
    def stock(self) -> int | None:
        """How many pieces of all kinds there are; None where one of them is not counted."""
        counted = [each.stock for each in self.variants]
        return None if None in counted else sum(max(each or 0, 0) for each in counted)

    @property
    def is_there(self) -> bool:
        """Whether any kind of it can be bought."""
        return any(each.is_there for each in self.variants)

    @property
    def stock_at(self) -> datetime:
        """Until when what is said of its stock is known to stand."""
        return self.product.stock_at


def find_products(
    actor: Actor, text: str, *, is_typing: bool = False, most: int = SHOWN
) -> Sequence[ProductShown]:
    """Return the products that a text asks for, in any script, the likeliest first; raises `Forbidden`.

    Three statements, and two more where a word was perhaps mistyped; without a word, the newest products.
    """
    actor.require("order.read")
    if not parse_query(text):
        newest = Product.objects.filter(is_active=True).order_by("-id")[:most]
        return _shown(list(newest))
    order = meant_by(text, is_typing=is_typing, hits_of=_hits, words=_words_of_shop)[:most]
    found = Product.objects.in_bulk(order)
    return _shown([found[pk] for pk in order if pk in found and found[pk].is_active])


def get_product(actor: Actor, public_id: UUID) -> ProductShown:
    """Return one product; raises `Forbidden`, `NotFound`."""
    actor.require("order.read")
    found = Product.objects.filter(public_id=public_id).select_related("connection").first()
    if found is None:
        raise NotFound()
    return _shown([found])[0]


def products_named(actor: Actor, public_ids: Collection[UUID]) -> Sequence[ProductShown]:
    """Return some products, for example two to compare, in the order that they are named; raises `Forbidden`."""
    actor.require("order.read")
    found = {row.public_id: row for row in Product.objects.filter(public_id__in=public_ids)}
    return _shown([found[each] for each in public_ids if each in found])


def variant_of(shown: ProductShown, public_id: UUID | None) -> Variant:
    """Return one kind of a product, without an id the first that can be bought; raises `NotFound`."""
    if public_id is None:
        there = [each for each in shown.variants if each.is_there] or list(shown.variants)
        if there:
            return there[0]
    for each in shown.variants:
        if each.public_id == public_id:
            return each
    raise NotFound()


def _hits(wanted: Sequence[Wanted]) -> list[Hit]:
    tokens = frozenset[str]().union(*(each.tokens for each in wanted))
    having = Q(folded__in=tokens)
    for each in wanted:
        if each.beginning:
            having |= Q(folded__gte=each.beginning, folded__lte=each.beginning + _LAST)
    rows = ProductWord.objects.filter(having).order_by().values_list("product", "folded", "is_in_title")
    return [Hit(*row) for row in rows[:MOST_HITS]]


def _words_of_shop() -> frozenset[str]:
    words = ProductWord.objects.filter(folded__gte="w", folded__lt="x").values_list("folded", flat=True)
    return frozenset(words.order_by().distinct()[:MOST_WORDS])


def _shown(products: Sequence[Product]) -> list[ProductShown]:
    """Return products with their kinds, in their order."""
    kinds: dict[int, list[Variant]] = {product.pk: [] for product in products}
    rows = Variant.objects.filter(product__in=kinds, is_active=True, place__lt=MOST_VARIANTS) if kinds else ()
    for variant in sorted(rows, key=lambda row: (row.place, row.pk)):
        kinds[variant.product_id].append(variant)
    return [ProductShown(product, kinds[product.pk]) for product in products]

"""Products come in from a platform: again and again, in any order, one or hundreds at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Greatest

from saath.core.clock import now
from saath.language.folding import FOLDING_VERSION
from saath.orders.connectors.base import VariantNews
from saath.orders.data import Outcome, ProductData
from saath.orders.events import PRODUCTS_CHANGED
from saath.orders.models import Connection, Product, ProductWord, Variant
from saath.orders.products.rowing import (
    VARIANT_COLUMNS,
    product_fields,
    product_version,
    variant_fields,
    variants_of,
    words_of,
)
from saath.tenancy.actor import Actor
from saath.tenancy.many_rows import MANY, insert_rows, plan_anew, update_rows
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

# Not at every round: it writes a row for each product.
STOCK_STANDS = timedelta(minutes=40)
FOLDED_AT_ONCE = 200
_COLUMNS = (
    "title", "kind", "tags", "about", "url", "picture", "currency", "is_active", "version", "digest", "stock_at",
    "folding_version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenProducts:
    """How many products were new, how many changed, and how many were known as they are; and which were new or changed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    news: Mapping[str, Outcome] = field(default_factory=dict, compare=False)


@action
def take_products(
    actor: Actor, connection: Connection, *, told: Sequence[ProductData], read_at: datetime | None = None
) -> TakenProducts:
    """Write down products as a platform tells of them; an older telling, or the same again, changes nothing.

    `read_at` is when the platform was asked; without it each stands as of its own `updated_at`, for a webhook may come
    late. Give at most a few hundred at once.
    """
    Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    newest = _newest(told)
    known = {row.key: row for row in Product.objects.filter(connection=connection, key__in=list(newest))}
    fresh = [data for data in newest.values() if _is_news(data, known.get(data.key))]
    new = _write(connection, fresh, known, read_at)
    same = [known[key].pk for key, data in newest.items() if key in known and _is_same(data, known[key])]
    if read_at is not None and same:
        Product.objects.filter(pk__in=same).update(stock_at=Greatest(F("stock_at"), read_at))
    if fresh:
        emit(actor, PRODUCTS_CHANGED, subject=connection)
    news = {data.key: Outcome.CHANGED if data.key in known else Outcome.NEW for data in fresh}
    return TakenProducts(new, len(fresh) - new, len(newest) - len(fresh), news)


@action
def take_variant(actor: Actor, connection: Connection, *, told: VariantNews) -> bool:
    """Write down what a platform says of one variant of a product that is known; tell whether that was news."""
    product = Product.objects.select_for_update().filter(connection=connection, key=told.product_key).first()
    if product is None:
        return False
    at = told.variant.updated_at or now()
    old = Variant.objects.filter(product=product, key=told.variant.key).first()
    if old is not None and old.version >= at:
        return False
    values = variant_fields(told.variant, currency=product.currency, at=at)
    if old is None:
        place = Variant.objects.filter(product=product).count()
        Variant.objects.create(product=product, key=told.variant.key, place=place, **values)
    else:
        Variant.objects.filter(pk=old.pk).update(**values)
    Product.objects.filter(pk=product.pk).update(stock_at=Greatest(F("stock_at"), at))
    _find_by_words([product])
    emit(actor, PRODUCTS_CHANGED, subject=connection)
    return True


@action
def product_gone(actor: Actor, connection: Connection, *, key: str, at: datetime) -> None:
    """Sell a product no more; what was told of it before `at` does not bring it back, even where it comes later."""
    Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    Product.objects.update_or_create(
        connection=connection,
        key=key,
        defaults={"is_active": False, "version": at, "digest": "", "stock_at": at},
        create_defaults={
            "title": key, "currency": connection.store.currency, "is_active": False, "version": at, "digest": "",
            "stock_at": at, "folding_version": FOLDING_VERSION,
        },
    )  # fmt: skip
    emit(actor, PRODUCTS_CHANGED, subject=connection)


@action
def stock_stands(actor: Actor, connection: Connection, *, at: datetime) -> None:
    """Write down that what is known of a platform's stock stood at a time, where that is not known for the last while."""
    stale = Product.objects.filter(connection=connection, is_active=True, stock_at__lt=at - STOCK_STANDS)
    stale.update(stock_at=at)


@action
def fold_products(actor: Actor) -> int:
    """Let the next products of an older folding be found by words as they are folded now, and return how many these were."""
    stale = list(Product.objects.filter(folding_version__lt=FOLDING_VERSION).order_by("pk")[:FOLDED_AT_ONCE])
    _find_by_words(stale)
    Product.objects.filter(pk__in=[product.pk for product in stale]).update(folding_version=FOLDING_VERSION)
    return len(stale)


def _newest(told: Iterable[ProductData]) -> dict[str, ProductData]:
    newest: dict[str, ProductData] = {}
    for data in told:
        if data.key not in newest or product_version(data) > product_version(newest[data.key]):
            newest[data.key] = data
    return newest


def _is_news(data: ProductData, row: Product | None) -> bool:
    return row is None or product_version(data) > (row.version, row.digest)


def _is_same(data: ProductData, row: Product) -> bool:
    return product_version(data) == (row.version, row.digest)


def _write(
    connection: Connection,
    fresh: Sequence[ProductData],
    known: Mapping[str, Product],
    read_at: datetime | None,
) -> int:
    """Write products with what is in them, and return how many were new."""
    rows = [known.get(data.key) or Product(connection=connection, key=data.key) for data in fresh]
    for row, data in zip(rows, fresh, strict=True):
        before = row.stock_at if row.pk else None
        for name, value in product_fields(data, shop_currency=connection.store.currency).items():
            setattr(row, name, value)
        row.stock_at = max(filter(None, (before, read_at or data.updated_at)))
    new = [row for row in rows if row.pk is None]
    insert_rows(new)
    if len(new) >= MANY:
        plan_anew()
    update_rows([row for row in rows if row.key in known], *_COLUMNS)
    _mirror_variants(list(zip(rows, fresh, strict=True)))
    _find_by_words(rows)
    return len(new)


def _mirror_variants(pairs: Sequence[tuple[Product, ProductData]]) -> None:
    """Let the variants be those told; of one that was told of by itself since, the newer word stands."""
    there = Variant.objects.filter(product__in=[row for row, _data in pairs])
    known = {(variant.product_id, variant.key): variant for variant in there}
    new, changed, gone = [], [], dict(known)
    for row, data in pairs:
        for variant in variants_of(row, data):
            old = gone.pop((row.pk, variant.key), None)
            if old is None:
                new.append(variant)
            elif variant.version >= old.version:
                variant.pk = old.pk
                changed.append(variant)
        if not data.is_whole:
            gone = {place: variant for place, variant in gone.items() if place[0] != row.pk}
    if gone:
        Variant.objects.filter(pk__in=[variant.pk for variant in gone.values()]).delete()
    insert_rows(new)
    update_rows(changed, *VARIANT_COLUMNS)


def _find_by_words(rows: Sequence[Product]) -> None:
    """Write by which words products are found; those that stay are left alone."""
    of_product: dict[int, list[Variant]] = {row.pk: [] for row in rows}
    for variant in Variant.objects.filter(product__in=rows).order_by("place", "id"):
        of_product[variant.product_id].append(variant)
    wanted = {
        (row.pk, token): is_in_title
        for row in rows
        for token, is_in_title in words_of(row, of_product[row.pk]).items()
    }
    there = {(word.product_id, word.folded): word for word in ProductWord.objects.filter(product__in=rows)}
    stale = [word.pk for place, word in there.items() if wanted.get(place) is not word.is_in_title]
    gone = set(stale)
    if stale:
        ProductWord.objects.filter(pk__in=stale).delete()
    fresh = [
        ProductWord(product_id=product, folded=token, is_in_title=is_in_title)
        for (product, token), is_in_title in wanted.items()
        if (product, token) not in there or there[product, token].pk in gone
    ]
    insert_rows(fresh)

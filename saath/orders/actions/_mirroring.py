"""Rows that are whatever the platform last said: written together for many orders at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from saath.orders.models import Order

Row = TypeVar("Row", bound=Model)
BATCH = 500


def mirror(
    model: type[Row],
    orders: Sequence[Order],
    rows: Iterable[Row],
    *,
    but: Sequence[str] = (),
    is_kept: bool = False,
) -> None:
    """Let the rows of some orders be these: new ones come, changed ones change, all `but` these columns; the others go.

    `is_kept` lets those stay as `is_gone`, for what is known of them alone.
    """
    manager: Any = model.objects  # type: ignore[attr-defined]
    names = [field.name for field in model._meta.concrete_fields if field.name not in {*_KEPT, *but}]
    known = {(row.order_id, row.key): row for row in manager.filter(order__in=orders)} if orders else {}
    new, changed = [], []
    for row in _each_once(rows):
        old = known.pop((row.order_id, row.key), None)
        if old is None:
            new.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in names):
            row.pk = old.pk
            changed.append(row)
    others = manager.filter(pk__in=[row.pk for row in known.values()])
    if is_kept:
        others.filter(is_gone=False).update(is_gone=True)
    else:
        others.delete()
    manager.bulk_create(new, batch_size=BATCH)
    manager.bulk_update(changed, names, batch_size=BATCH)


_KEPT = {"id", "store", "public_id", "order", "key"}


def _each_once(rows: Iterable[Any]) -> Iterable[Any]:
    """Return rows without a second one of the same key: the last one stands."""
    return {(row.order_id, row.key): row for row in rows}.values()

"""Rows that are whatever the platform last said: written together for many orders at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from saath.orders.models import Order
from saath.tenancy.many_rows import insert_rows, update_rows

Row = TypeVar("Row", bound=Model)


def mirror(
    model: type[Row],
    orders: Sequence[Order],
    rows: Iterable[Row],
    *,
    but: Sequence[str] = (),
    is_kept: bool = False,
) -> Mapping[tuple[int, str], Row]:
    """Let the rows of some orders be these: new ones come, changed ones change, all `but` these columns; the others go.

    `is_kept` lets those stay as `is_gone`, for what is known of them alone. Returns the rows by order and key, with their ids.
    """
    manager: Any = model.objects  # type: ignore[attr-defined]
    fields = [field for field in model._meta.concrete_fields if field.name not in {*_KEPT, *but}]
    known = {(row.order_id, row.key): row for row in manager.filter(order__in=orders)} if orders else {}
    new, changed = [], []
    told = _each_once(rows)
    for place, row in told.items():
        old = known.pop(place, None)
        if old is None:
            new.append(row)
            continue
        row.pk = old.pk
        if any(getattr(old, field.attname) != getattr(row, field.attname) for field in fields):
            changed.append(row)
    if known:
        _leave(manager.filter(pk__in=[row.pk for row in known.values()]), is_kept=is_kept)
    insert_rows(new)
    update_rows(changed, *(field.name for field in fields))
    return told


_KEPT = {"id", "store", "public_id", "order", "key"}


def _leave(others: Any, *, is_kept: bool) -> None:
    if is_kept:
        others.filter(is_gone=False).update(is_gone=True)
    else:
        others.delete()


def _each_once(rows: Iterable[Any]) -> dict[tuple[int, str], Any]:
    """Return rows without a second one of the same key: the last one stands."""
    return {(row.order_id, row.key): row for row in rows}

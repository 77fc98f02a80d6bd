"""Letting rows go when their time is over, as each model's `Retention` says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import (
    Exists,
    Field,
    JSONField,
    Model,
    OuterRef,
    ProtectedError,
    Q,
    QuerySet,
    RestrictedError,
)

from saath.tenancy.retention import PURGE_AFTER, Retention
from saath.tenancy.scope import every_store
from saath.tenancy.transactions import write_transaction

BATCH = 500


def purge_expired(now: datetime) -> dict[str, int]:
    """Delete or blank what was kept long enough, and delete what was marked deleted 30 days ago.

    Goes through every store in batches of 500, each its own transaction: it may be killed and run again. Rows
    that others still need stay until those are gone. Returns the number of rows by model label. A model that
    fails does not hold up the others: raises ExceptionGroup at the end.
    """
    done: dict[str, int] = {}
    failures: list[Exception] = []
    with every_store("rows of every store expire"):
        for model in _models():
            try:
                done[model._meta.label_lower] = _purge_model(model, now)
            except Exception as error:
                failures.append(error)
    if failures:
        raise ExceptionGroup("some rows could not be purged", failures)
    return {label: count for label, count in done.items() if count}


def blank_values(model: type[Model], names: tuple[str, ...]) -> dict[str, Any]:
    """What erasure writes into each field: null where it may, else the field's own kind of nothing."""
    return {name: _nothing(model._meta.get_field(name)) for name in names}


def _models() -> list[type[Model]]:
    """Models that say how long they keep; those that point to others come before what they point to."""
    return [model for model in reversed(apps.get_models()) if isinstance(_retention(model), Retention)]


def _retention(model: type[Model]) -> Retention:
    return getattr(model, "retention", None)  # type: ignore[return-value]


def _purge_model(model: type[Model], now: datetime) -> int:
    # Rows that nobody may delete by their own manager, such as the audit, end here all the same.
    retention, rows = _retention(model), model._base_manager.all()
    count = 0
    if any(field.name == "deleted_at" for field in model._meta.concrete_fields):
        deleted = rows.filter(deleted_at__lt=now - PURGE_AFTER)
        if retention.needed_by:
            deleted = deleted.exclude(Exists(_naming(model, retention.needed_by)))
        count += _in_batches(deleted, _delete)
    if retention.keep_for is None:
        return count
    expired = rows.filter(**{f"{retention.dated_by}__lt": now - retention.keep_for})
    return count + (_blank(expired, retention.blank) if retention.blank else _in_batches(expired, _delete))


def _naming(model: type[Model], relation: str) -> QuerySet[Model]:
    key: Any = model._meta.get_field(relation)
    return key.related_model._base_manager.filter(**{key.field.name: OuterRef("pk")})  # type: ignore[no-any-return]


def _blank(rows: QuerySet[Model], names: tuple[str, ...]) -> int:
    values = blank_values(rows.model, names)
    is_blank = Q(
        **{
            f"{name}__isnull" if value is None else name: value is None or value
            for name, value in values.items()
        }
    )
    return _in_batches(rows.exclude(is_blank), lambda speaking: speaking.update(**values))


def _in_batches(rows: QuerySet[Model], treat: Callable[[QuerySet[Model]], int]) -> int:
    """Treat the rows in the order of their keys, so that one which stays is not met again."""
    count, last = 0, None
    while keys := _keys_after(rows, last):
        with write_transaction():
            count += treat(rows.filter(pk__in=_still_due(rows, keys)))
        last = keys[-1]
    return count


def _keys_after(rows: QuerySet[Model], last: Any) -> list[Any]:
    following = rows if last is None else rows.filter(pk__gt=last)
    return list(following.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _still_due(rows: QuerySet[Model], keys: list[Any]) -> list[Any]:
    """Those of the keys that are due under their lock: somebody may just have brought a row back."""
    return list(rows.filter(pk__in=keys).select_for_update(of=("self",)).values_list("pk", flat=True))


def _delete(rows: QuerySet[Model]) -> int:
    keys = list(rows.values_list("pk", flat=True))
    try:
        rows.delete()
    except (ProtectedError, RestrictedError):
        return sum(_delete_one(rows.filter(pk=key)) for key in keys)
    return len(keys)


def _delete_one(row: QuerySet[Model]) -> int:
    try:
        row.delete()
    except (ProtectedError, RestrictedError):
        return 0
    return 1


def _nothing(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, JSONField):
        return field.get_default()
    return "" if isinstance(field, Field) and field.empty_strings_allowed else field.get_default()

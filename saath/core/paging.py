"""Pages by key: as fast at the millionth row as at the first, and no row twice while others arrive."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from django.db.models import Model, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the next page, empty on the last."""

    rows: list[Row]
    next_cursor: str


def page_of(
    rows: QuerySet[Row], *, cursor: str = "", limit: int, order: Sequence[str] = ("-id",)
) -> Page[Row]:
    """The page of `rows` after `cursor` (empty: the first).

    `order` names columns without nulls, `-` for descending, the last of them unique.
    Raises BadInput for a cursor of another list, or one that was changed.
    """
    listing = f"{rows.model._meta.label}:{','.join(order)}"
    if cursor:
        rows = rows.filter(beyond(rows.model, order, open_cursor(cursor, listing)))
    found = list(rows.order_by(*order)[: limit + 1])
    shown = found[:limit]
    return Page(shown, seal_cursor(listing, _key(shown[-1], order)) if len(found) > limit else "")


def beyond(model: type[Model], order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind `values`. The first column's bound stands alone in front, for an index to seek to it."""
    condition = Q()
    for column, value in reversed(list(zip(order, values, strict=True))):
        name = column.removeprefix("-")
        side = "lt" if column.startswith("-") else "gt"
        python_value = model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]
        behind = Q(**{f"{name}__{side}": python_value})
        tie = Q(**{name: python_value}) & condition
        condition = Q(**{f"{name}__{side}e": python_value}) & (behind | tie) if condition else behind
    return condition


def _key(row: Model, order: Sequence[str]) -> list[Any]:
    return [getattr(row, column.removeprefix("-")) for column in order]


def seal_cursor(listing: str, values: Sequence[Any]) -> str:
    """The cursor behind a row whose order columns hold `values`; it opens for this listing only."""
    return _box().encrypt(json.dumps([listing, list(values)], default=str).encode()).decode().rstrip("=")


def open_cursor(cursor: str, listing: str) -> list[Any]:
    """The values inside a cursor. Raises BadInput for one of another listing, or one that was changed."""
    try:
        sealed_for, values = json.loads(_box().decrypt(cursor + "=" * (-len(cursor) % 4)))
    except (InvalidToken, ValueError) as error:
        raise _stale() from error
    if sealed_for != listing:
        raise _stale()
    return list(values)


def _stale() -> BadInput:
    return BadInput(
        _("This page of the list is no longer there."),
        what_is_safe=_("The list itself is complete."),
        what_to_do=_("Start from its top."),
        field="cursor",
    )


def _box() -> Fernet:
    key = salted_hmac("saath.paging", "cursor", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))

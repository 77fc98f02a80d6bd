"""What a kind of thing in an export is: lines, schema, import and documents all follow from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, ForeignKey, IntegerField, Model, Q, QuerySet

from saath.tenancy.models import Store, StoreRow
from saath.tenancy.scope import current_store_id

# Columns that stand in no line: the row's own number, its store, and the mark of what is deleted, which is not exported.
NEVER = frozenset({"id", "store", "deleted_at"})
NAME = "public_id"


@dataclass(frozen=True, slots=True)
class Points:
    """A number that means another row without a foreign key, by that row's column `by`."""

    to: type[StoreRow]
    by: str = "pk"


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of the shop.

    `without` names columns that stay out, each with why; a row that comes in gets the column's default, or what `anew`
    says. `points` are numbers that name rows; `says` are values that mean "under way": after the export nobody knows, so
    each is written as what a person can settle. `more` are values of other tables, by their lookups, for readers and for
    `seated`, which says what columns that stay out hold in a row that comes in. `adopts` are the columns by which a new
    shop may have such a row already: it becomes the one that comes in, but for what it `keeps`. With `replaces` all that a
    new shop has of a kind goes first. `fits` tell of a column whose values only our own code makes, such as a name on
    disk, whether one that comes in is such.
    """

    name: str
    model: type[Model]
    about: str
    without: Mapping[str, str] = field(default_factory=dict)
    anew: Mapping[str, Any] = field(default_factory=dict)
    points: Mapping[str, Points] = field(default_factory=dict)
    says: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    rows: Q = field(default_factory=Q)
    adopts: tuple[str, ...] | None = None
    keeps: tuple[str, ...] = ()
    replaces: bool = False
    seated: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    fits: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)

    @property
    def is_in_new_shops(self) -> bool:
        """Whether an empty shop may have some of it."""
        return self.replaces or self.adopts is not None

    @property
    def has_name(self) -> bool:
        """Whether each row has a public id."""
        return any(each.name == NAME for each in self.columns)

    @property
    def columns(self) -> tuple[Field[Any, Any], ...]:
        """Return the columns that a line has, in the order of the table."""
        return tuple(each for each in self.model._meta.concrete_fields if self._is_told(each))

    @property
    def references(self) -> Mapping[str, Points]:
        """Return which columns name other rows."""
        keys = {each.name: Points(_target(each)) for each in self.columns if isinstance(each, ForeignKey)}
        return keys | {name: points for name, points in self.points.items()}

    def kept_rows(self) -> QuerySet[Model]:
        """Return the rows of the store in scope that an export holds, in the order of their numbers."""
        rows = _rows_of(self.model)
        if any(each.name == "deleted_at" for each in self.model._meta.concrete_fields):
            rows = rows.filter(deleted_at=None)
        return rows.filter(self.rows).order_by("pk")

    def _is_told(self, column: Field[Any, Any]) -> bool:
        return column.name not in NEVER and column.name not in self.without


def told_as(column: Field[Any, Any]) -> str:
    """Return the word under which a column stands in a line."""
    if column.name == NAME:
        return "id"
    return str(column.name.removesuffix("_id") if isinstance(column, IntegerField) else column.name)


def by_model(kinds: tuple[Kind, ...]) -> Mapping[type[Model], Kind]:
    """Return each kind by its table."""
    return {kind.model: kind for kind in kinds}


def late_references(kinds: tuple[Kind, ...], kind: Kind) -> Iterator[str]:
    """Yield the columns that name rows which come in with or after this kind: they are filled in at the end."""
    places = {each.model: place for place, each in enumerate(kinds)}
    for name, points in kind.references.items():
        if places[points.to] >= places[kind.model]:
            yield name


def _target(key: ForeignKey[Any, Any]) -> type[StoreRow]:
    target = key.related_model
    if not isinstance(target, type) or not issubclass(target, StoreRow):
        raise TypeError(f"{key} leads out of the shop")
    return target


def _rows_of(model: type[Model]) -> QuerySet[Model]:
    if model is Store:
        return Store.objects.filter(pk=current_store_id())
    return model._base_manager.all()

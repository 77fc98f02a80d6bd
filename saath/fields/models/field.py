"""What a shop wants to know."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from babel.dates import format_date
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.languages import language_of
from saath.core.names import in_words
from saath.fields.kinds import CHOSEN, About, Kind
from saath.fields.rules import YES, Shape
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class FieldQuerySet(StoreQuerySet["Field"]):
    """Filters of fields."""

    def kept(self) -> Self:
        """Those that nobody has removed."""
        return self.filter(deleted_at=None)

    def in_use(self, about: str) -> Self:
        """Those that are asked and shown, in their order."""
        return self.filter(about=about, deleted_at=None, held_at=None).order_by("place", "id")


FieldManager = StoreManager.from_queryset(FieldQuerySet)


class Field(StoreOwned):
    """One question of the shop about its conversations or its customers.

    `names` are its names by language, the first being that of who made it. `key` is what texts call it. `options` are those
    of a list, each a key with its names; one that `is_off` stays for the values that have it, and nobody chooses it anew.
    One on hold is neither asked nor shown; one that was removed goes with its values after 30 days.
    """

    about = models.CharField(max_length=12, choices=About)
    kind = models.CharField(max_length=8, choices=Kind)
    names = models.JSONField(default=dict)
    key = models.CharField(max_length=40)
    unit = models.CharField(max_length=20, blank=True)
    least = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    most = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    options = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)
    held_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[FieldManager[Field]] = FieldManager()
    retention = Retention(purpose="what the shop wants to know", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store", "key"], condition=Q(deleted_at=None), name="field_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return in_words(self.names)

    @property
    def shape(self) -> Shape:
        """What it accepts."""
        keys = tuple(option["key"] for option in self.options)
        return Shape(Kind(self.kind), self.least, self.most, keys)

    @property
    def has_list(self) -> bool:
        """Tell whether its value is chosen from a list."""
        return self.kind in CHOSEN

    def said(self, value: str, language: str = "") -> str:
        """Return a kept value as people read it, by default in the language of the page."""
        if not value:
            return ""
        match Kind(self.kind):
            case Kind.NUMBER:
                return f"{value} {self.unit}".strip()
            case Kind.YES_NO:
                return _("Yes") if value == YES else _("No")
            case Kind.DATE:
                locale = language_of(language or get_language()).locale
                return format_date(date.fromisoformat(value), "d MMM y", locale=locale)
            case Kind.ONE | Kind.SEVERAL:
                chosen = set(value.split())
                return ", ".join(
                    in_words(option["names"], language) for option in self.options if option["key"] in chosen
                )
        return value

    def choices(self, value: str = "") -> list[dict[str, Any]]:
        """Return what can be chosen, and what is chosen although nobody can any more, each with its name."""
        chosen = set(value.split())
        return [
            {"key": option["key"], "name": in_words(option["names"]), "is_chosen": option["key"] in chosen}
            for option in self.options
            if option["key"] in chosen or not option.get("is_off")
        ]

    def words(self, value: str) -> str:
        """Return by which words a value is found: a chosen one by its name in every language."""
        if not self.has_list:
            return value
        chosen = set(value.split())
        return " ".join(
            name for option in self.options if option["key"] in chosen for name in option["names"].values()
        )

    @property
    def place_in_texts(self) -> str:
        """How a saved reply names its value."""
        return f"{{{{field.{self.key}}}}}"

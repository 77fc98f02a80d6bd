"""What the demo's shop sells, as its platform would tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from saath.core import clock
from saath.orders.actions.products import take_products
from saath.orders.data import ProductData, VariantData
from saath.orders.models import Connection
from saath.tenancy.actor import Actor

LOOKED_AT = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Thing:
    """A product: its kinds are a name, the price in paise and how many there are, None for as many as one likes."""

    key: str
    title: str
    kind: str
    about: str
    kinds: Sequence[tuple[str, int, int | None]]
    tags: tuple[str, ...] = ()


THINGS: Sequence[Thing] = (
    Thing("neelambari", "Neelambari bedsheet", "Bedsheets", "Indigo, printed by block. Wash it alone the first time.",
          (("King", 149_700, 14), ("Double", 129_700, 3), ("Single", 99_700, 0)), ("indigo", "cotton")),
    Thing("gulaab", "Gulaab bedsheet", "Bedsheets", "Pink roses on white cotton.",
          (("King", 159_900, 6), ("Single", 104_900, 9)), ("pink", "cotton")),
    Thing("sukoon", "Sukoon pillow", "Pillows", "For who sleeps on the side: 14 cm, and the filling can be taken out.",
          (("", 70_000, 41),), ("cotton",)),
    Thing("slim", "Sukoon slim pillow", "Pillows", "For who sleeps on the belly: 8 cm.", (("", 64_900, 2),)),
    Thing("razai", "Razai, block print", "Quilts", "As light as a shawl and as warm as two blankets.",
          (("Double", 249_900, 5), ("Single", 189_900, 8)), ("winter",)),
    Thing("dohar", "Jaipuri dohar", "Quilts", "Three layers of muslin, for nights with a fan.", (("", 119_900, 11),)),
    Thing("cushion", "Cushion cover, indigo", "Cushion covers", "40 × 40 cm, with a zip.",
          (("Set of 5", 89_500, 17), ("Set of 2", 39_500, 0)), ("indigo",)),
    Thing("mustard", "Cushion cover, mustard", "Cushion covers", "40 × 40 cm, with a zip.", (("Set of 5", 89_500, 4),)),
    Thing("gaddi", "Round gaddi", "Floor seats", "For the floor, the swing and the guests who stay.",
          (("", 98_000, None),)),
)  # fmt: skip
BY_KEY: Mapping[str, Thing] = {thing.key: thing for thing in THINGS}
BY_TITLE: Mapping[str, Thing] = {thing.title: thing for thing in THINGS}


def sell(actor: Actor, connection: Connection, *, page: str) -> None:
    """Let the shop sell its things; all are shown on its one page."""
    read_at = clock.now() - LOOKED_AT
    take_products(actor, connection, told=[_told(thing, page) for thing in THINGS], read_at=read_at)


def variant_key(thing: Thing, kind: str) -> str:
    """Return what the platform calls one kind of a thing."""
    return f"{thing.key}-{kind.lower().replace(' ', '-')}".rstrip("-")


def _told(thing: Thing, page: str) -> ProductData:
    return ProductData(
        key=thing.key,
        title=thing.title,
        updated_at=clock.now() - timedelta(days=3),
        variants=tuple(
            VariantData(variant_key(thing, kind), Decimal(paise) / 100, kind, stock=stock)
            for kind, paise, stock in thing.kinds
        ),
        currency="INR",
        kind=thing.kind,
        tags=thing.tags,
        about=thing.about,
        url=page,
    )

"""What stands on the page of the demo's shop, where a stranger tries the chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from saath.core.money import Money
from saath.demo import folder
from saath.demo.products import BY_KEY, Thing
from saath.demo.voices import read_content
from saath.tenancy.models import Store
from saath.ui.navigation import Entry, register

PLACE = Entry(
    "shop-page",
    _("The shop's page"),
    "globe",
    "demo:shop",
    verb="conversation.read",
    group=_("On this machine"),
    place=801,
)


@dataclass(frozen=True, slots=True)
class Good:
    """One thing that the shop sells."""

    name: str
    about: str
    price: str
    picture: str


def is_there(store: Store) -> bool:
    """Tell whether a shop is that of the demo."""
    return folder.is_demo() and Store.objects.earliest("pk") == store


def lead_there() -> None:
    """Lead to the page from the navigation where this is the demo: asked at the start, and once it is filled."""
    if folder.is_demo():
        register(PLACE)


def words(language: str) -> Mapping[str, str]:
    """Return what the page says in a language."""
    said: Mapping[str, str] = read_content("shop")[language]
    return said


def goods(language: str) -> list[Good]:
    """Return what the shop sells, in a language."""
    said = words(language)
    return [
        Good(
            name=each[language][0],
            about=each[language][1],
            price=_price(BY_KEY[each["key"]], said["price"], language),
            picture=static(f"demo/shop/{each['key']}.svg"),
        )
        for each in read_content("shop")["goods"]
    ]


def _price(thing: Thing, price_from: str, language: str) -> str:
    """Return what a thing costs: what its cheapest kind does where there are several."""
    prices = [paise for _kind, paise, _stock in thing.kinds]
    shown = Money(min(prices), "INR").format(language).removesuffix(".00")
    return price_from.format(price=shown) if len(prices) > 1 else shown

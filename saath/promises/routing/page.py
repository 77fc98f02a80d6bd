"""What the page of who gets what shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saath.channels.registry import adapter_class, channel_names
from saath.conversations.models import ChannelAccount, Tag
from saath.orders.states import State
from saath.promises.models import RoutingSettings
from saath.promises.routing.forms import order_states
from saath.promises.routing.queries import Place
from saath.promises.routing.rules import Choice, Reason
from saath.promises.routing.words import refusal_in_words, said_of, skill_named
from saath.tenancy.actor import Actor

MOST_TAGS = 200
LABELS = {
    Reason.KNOWS: lambda: _("Who had the customer’s last conversations"),
    Reason.LANGUAGE: lambda: _("Who speaks their language"),
    Reason.SKILL: lambda: _("Who can do what it needs"),
    Reason.LOAD: lambda: _("Who has least open"),
}


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """A rule in words, and what names it in a form."""

    on: str
    value: str
    skill: str
    when: str
    needs: str


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A colleague's place in the preview, in words."""

    name: str
    is_chosen: bool
    words: str
    refusal: str


def shop_channels() -> list[tuple[str, str]]:
    """Return the shop's channels, by their names."""
    there = set(ChannelAccount.objects.values_list("channel", flat=True).distinct())
    return [
        (name, str(adapter_class(name).capabilities.sign.label)) for name in channel_names() if name in there
    ]


def facts_to_choose(actor: Actor) -> list[tuple[Any, Any]]:
    """Return what a rule can ask for: the shop's tags, states of an order, a problem. Raises `Forbidden`."""
    actor.require("store.settings")
    tags = Tag.objects.order_by("key")[:MOST_TAGS]
    groups: list[tuple[Any, Any]] = [(_("Tag"), [(f"tag:{each.key}", each.name) for each in tags])]
    groups.append((_("Order"), order_states()))
    groups.append((_("Problem"), [("problem:", _("one of many cases of one problem"))]))
    return [group for group in groups if group[1]]


def shown_needs(settings: RoutingSettings) -> list[ShownNeed]:
    """Return the shop's rules in words."""
    keys = [each["value"] for each in settings.needs if each["on"] == "tag"]
    names = dict(Tag.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}
    return [
        ShownNeed(
            each["on"],
            each["value"],
            each["skill"],
            _when(each["on"], each["value"], names),
            skill_named(each["skill"], settings.skills),
        )
        for each in settings.needs
    ]


def _when(on: str, value: str, names: dict[str, str]) -> str:
    match on:
        case "tag":
            return _("Tag “%(name)s”") % {"name": names.get(value, value)}
        case "order":
            return _("Order: %(state)s") % {"state": State(value).label}
    return _("One of many cases of one problem")


def shown_reasons(settings: RoutingSettings) -> list[tuple[str, str]]:
    """Return the reasons in the shop's order, in words."""
    return [(name, LABELS[Reason(name)]()) for name in settings.reasons]


def shown_ranking(choice: Choice, places: Sequence[Place], settings: RoutingSettings) -> list[ShownPlace]:
    """Return the preview: everybody in their order, each with why."""
    return [
        ShownPlace(
            each.name,
            is_chosen := each.ranked.candidate.member_id == choice.member_id,
            said_of(choice.reasons if is_chosen else each.ranked.reasons, settings.skills),
            refusal_in_words(each.ranked.refusal),
        )
        for each in places
    ]

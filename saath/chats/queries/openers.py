"""Messages that the shop's pages show by themselves: as pages need them, and with what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from saath.chats.models import Opener, OpenerCount
from saath.chats.texts import OPENERS
from saath.stores.texts import LocalText, local_texts
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


@dataclass(frozen=True, slots=True)
class WordedOpener:
    """A rule with its words."""

    opener: Opener
    text: LocalText


@dataclass(frozen=True, slots=True)
class CountedOpener:
    """A rule with its words, and how often it was shown, opened and written to."""

    opener: Opener
    text: LocalText
    shown: int
    opened: int
    written: int


def openers_on(store: Store) -> Sequence[WordedOpener]:
    """Return the rules that are on, in their order; two statements, one without any."""
    return _worded(store, list(Opener.objects.filter(is_on=True).order_by("number")))


def get_openers(actor: Actor) -> Sequence[CountedOpener]:
    """Return all rules with what came of them. Raises `Forbidden` without `store.settings`."""
    actor.require("store.settings")
    store = Store.objects.get(pk=current_store_id())
    sums = {name: Sum(name) for name in ("shown", "opened", "written")}
    nothing = (0, 0, 0)
    rows = OpenerCount.objects.values("opener_id").annotate(**sums).values_list("opener_id", *sums)
    counted = {opener_id: tuple(figures) for opener_id, *figures in rows}
    worded = _worded(store, list(Opener.objects.order_by("number")))
    return [CountedOpener(each.opener, each.text, *counted.get(each.opener.pk, nothing)) for each in worded]


def _worded(store: Store, openers: Sequence[Opener]) -> list[WordedOpener]:
    if not openers:
        return []
    texts = local_texts(store, [OPENERS[each.number] for each in openers])
    return [WordedOpener(each, texts[OPENERS[each.number].name]) for each in openers]

"""Messages that the shop's pages show by themselves: written by the shop, counted where they were shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.chats.actions._held import held_settings
from saath.chats.events import OPENER_CHANGED
from saath.chats.models import Opener, OpenerCount
from saath.chats.opener_rules import LONGEST_SECONDS, LONGEST_WORDS, MOST_OPENERS, SHORTEST_SECONDS, path_in
from saath.chats.texts import OPENERS
from saath.core.errors import BadInput, NotFound
from saath.stores.actions.texts import word_languages
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

COUNTS = ("shown", "opened", "written")


@dataclass(frozen=True, slots=True)
class OpenerWish:
    """A rule as a person writes it; words by language, '' for ours."""

    path: str
    kind: str
    seconds: int
    texts: Mapping[str, str]
    is_on: bool = False


@action
def write_opener(actor: Actor, *, wish: OpenerWish, public_id: UUID | None = None) -> Opener:
    """Write a rule, or write it anew. Raises `Forbidden`, `NotFound`, `BadInput`."""
    actor.require("store.settings")
    held_settings(actor)  # two who add one at once get two numbers
    opener = _held(public_id) if public_id else Opener(number=_free_number())
    opener.path, opener.kind, opener.seconds = path_in(wish.path), wish.kind, wish.seconds
    opener.is_on = wish.is_on
    _check(opener, wish)
    opener.save()
    word_languages(actor, OPENERS[opener.number], texts=wish.texts)
    _tell(actor, opener, ["path", "kind", "seconds", "is_on"])
    return opener


@action
def remove_opener(actor: Actor, *, public_id: UUID) -> None:
    """Let a rule be gone, with its figures; what was said stays. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    opener = _held(public_id)
    word_languages(
        actor, OPENERS[opener.number], texts=dict.fromkeys(OPENERS[opener.number].ours.versions, "")
    )
    _tell(actor, opener, [])
    opener.delete()


@action
def count_opener(actor: Actor, *, public_id: UUID, what: str) -> None:
    """Count that a rule was "shown" or "opened" somewhere; raises `BadInput`, `NotFound`."""
    if what not in ("shown", "opened"):
        raise BadInput(field="what")
    opener = Opener.objects.filter(public_id=public_id, is_on=True).first()
    if opener is None:
        raise NotFound()
    OpenerCount.objects.create(opener=opener, **{what: 1})


@action
def fold_counts(actor: Actor) -> None:
    """Fold what was counted into one row for each rule."""
    several = OpenerCount.objects.values("opener_id").annotate(rows=Count("id")).filter(rows__gt=1)
    for opener_id in sorted(row["opener_id"] for row in several):
        Opener.objects.select_for_update().get(pk=opener_id)
        ids = list(OpenerCount.objects.filter(opener_id=opener_id).values_list("id", flat=True))
        counted = OpenerCount.objects.filter(id__in=ids)
        sums = counted.aggregate(**{name: Sum(name) for name in COUNTS})
        counted.delete()
        OpenerCount.objects.create(opener_id=opener_id, **sums)


def _held(public_id: UUID) -> Opener:
    found = Opener.objects.select_for_update().filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def _free_number() -> int:
    taken = set(Opener.objects.values_list("number", flat=True))
    free = [number for number in OPENERS if number not in taken]
    if not free:
        raise BadInput(_("There are %(n)d such messages already.") % {"n": MOST_OPENERS})
    return free[0]


def _check(opener: Opener, wish: OpenerWish) -> None:
    if opener.kind not in Opener.Kind.values:
        raise BadInput(field="kind")
    if not SHORTEST_SECONDS <= opener.seconds <= LONGEST_SECONDS:
        raise BadInput(field="seconds")
    if any(len(text) > LONGEST_WORDS for text in wish.texts.values()):
        raise BadInput(field="texts")


def _tell(actor: Actor, opener: Opener, changed: list[str]) -> None:
    emit(actor, OPENER_CHANGED, subject=opener, changed=changed)
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["chat automatic messages"]})

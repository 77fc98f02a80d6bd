"""Two customers are one person, and the way back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.customers.actions._moving import (
    VERB,
    Kind,
    bring_belongings,
    held_both,
    put_together,
    standing,
    take_back,
    tell_changed,
)
from saath.customers.events import CUSTOMER_MERGED, CUSTOMER_UNMERGED
from saath.customers.models import Customer, CustomerMove
from saath.customers.movers import Shift
from saath.customers.settling import settle_later
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def merge_customers(actor: Actor, customer: Customer, *, into: Customer) -> CustomerMove:
    """Let two customers be one: all of the first goes to the other, which keeps what both have as its own.

    Raises `Forbidden`, `NotFound`, and `Conflict` for one customer and where one of them was merged already.
    """
    actor.require(VERB)
    source, target = held_both(customer, into)
    _check(source, target)
    return _merged(actor, source, target, is_proved=False)


@action
def join_customer(actor: Actor, customer: Customer, *, into: Customer) -> CustomerMove | None:
    """Let a customer be another one who turned out to be the same; whoever calls has proved it, and needs no right.

    None where they are one already.
    """
    source, target = held_both(customer, into)
    if source.pk == target.pk or source.merged_into_id is not None:
        return None
    if target.merged_into_id is not None:
        source, target = held_both(source, Customer(pk=target.merged_into_id))
    return None if source.pk == target.pk else _merged(actor, source, target, is_proved=True)


@action
def undo_merge(actor: Actor, move: CustomerMove) -> Customer:
    """Let two customers be two again, and return the one that comes back.

    They have again what they brought, with what they wrote since; what else came since stays with the other. Raises `Forbidden`,
    `NotFound`, and `Conflict` where it was done already, where the other was merged itself, and where conversations of both
    were put together.
    """
    actor.require(VERB)
    source, target = held_both(move.source, move.target)
    fresh = standing(move, Kind.MERGE)
    if target.merged_into_id is not None:
        raise Conflict(
            _("The customer that they are part of was put together with another one since."),
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Take those two apart first."),
        )
    take_back(fresh, source, target)
    fresh.undone_at, source.merged_into = now(), None
    fresh.save(update_fields=["undone_at"])
    source.save(update_fields=["merged_into"])
    inner = CustomerMove.objects.filter(target=source, kind=Kind.MERGE, undone_at=None)
    Customer.objects.filter(pk__in=inner.values("source")).update(merged_into=source)
    _bring_left_behind(target)
    settle_later(fresh)
    tell_changed(actor, source, target)
    emit(actor, CUSTOMER_UNMERGED, subject=target, refs={"customer": source})
    return source


def _check(source: Customer, target: Customer) -> None:
    if source.pk == target.pk:
        raise Conflict(_("That is one customer already."), what_is_safe=_("Nothing was changed."))
    if source.merged_into_id is not None or target.merged_into_id is not None:
        raise Conflict(
            _("One of them was put together with another customer meanwhile."),
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Look at them as they are now."),
        )


def _merged(actor: Actor, source: Customer, target: Customer, *, is_proved: bool) -> CustomerMove:
    move = put_together(actor, source, target, is_proved=is_proved)
    settle_later(move)
    tell_changed(actor, target)
    emit(actor, CUSTOMER_MERGED, subject=target, refs={"customer": source})
    return move


def _bring_left_behind(target: Customer) -> None:
    """Let what others had too, and what was left with them for that, take the place of what has gone."""
    others = CustomerMove.objects.filter(target=target, kind=Kind.MERGE, undone_at=None)
    for move in others.select_related("source").order_by("pk"):
        bring_belongings(move, Shift(move.source, target, ()))

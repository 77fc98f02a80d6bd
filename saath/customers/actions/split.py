"""Somebody who was taken for a customer is another one, and the way back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.customers.actions._moving import (
    IDENTITIES,
    VERB,
    Kind,
    held_both,
    shift_identities,
    standing,
    tell_changed,
)
from saath.customers.actions.merge import merge_customers
from saath.customers.events import CUSTOMER_SPLIT
from saath.customers.models import Customer, CustomerMove, Identity, MoveStep
from saath.customers.movers import Shift
from saath.customers.preferences import LIKED
from saath.customers.settling import settle_later
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def split_off(actor: Actor, identity: Identity) -> CustomerMove:
    """Let an identity, and what was said by it, be a customer of its own; what is known of the other stays there.

    One that a merge brought is known as who brought it was: by which name, in which language, how they like to be reached.
    Raises `Forbidden`, and `Conflict` where nothing would stay, and where conversations of both were put together.
    """
    actor.require(VERB)
    customer, _same = held_both(identity.customer, identity.customer)
    held = Identity.objects.select_for_update(of=("self",)).filter(pk=identity.pk, customer=customer).first()
    if held is None:
        raise Conflict(_("That is another customer's meanwhile."), what_is_safe=_("Nothing was changed."))
    if not Identity.objects.filter(customer=customer).exclude(pk=held.pk).exists():
        raise Conflict(
            _("The customer is known in no other way: nothing would stay."),
            what_is_safe=_("Nothing was changed."),
            what_to_do="",
        )
    alone = insert_row(_alone(held, customer))
    shift_identities(Shift(customer, alone, [held.pk]))
    move = insert_row(
        CustomerMove(kind=Kind.SPLIT, source=customer, target=alone, moved_by_id=actor.member_id)
    )
    settle_later(move)
    tell_changed(actor, customer, alone)
    emit(actor, CUSTOMER_SPLIT, subject=customer, refs={"customer": alone, "identity": held})
    return move


@action
def undo_split(actor: Actor, move: CustomerMove) -> CustomerMove:
    """Let who was split off be part of the customer again, with all that came since, and return the merge that did it.

    Raises `Forbidden`, `NotFound`, `Conflict` where it was done already, and where one of the two was merged since.
    """
    actor.require(VERB)
    source, target = held_both(move.source, move.target)
    fresh = standing(move, Kind.SPLIT)
    fresh.undone_at = now()
    fresh.save(update_fields=["undone_at"])
    return merge_customers(actor, target, into=source)


def _alone(identity: Identity, customer: Customer) -> Customer:
    was = _brought_by(identity, customer)
    likes = {name: getattr(was, name) for name in LIKED} if was else {}
    speaks = was if was and was.language else customer
    return Customer(
        name=identity.name or (was.name if was else ""),
        language=speaks.language,
        language_evidence=speaks.language_evidence,
        **likes,
    )


def _brought_by(identity: Identity, customer: Customer) -> Customer | None:
    """Return whose an identity was before it came by a merge, None where it did not."""
    steps = MoveStep.objects.filter(
        move__kind=Kind.MERGE,
        move__undone_at=None,
        move__source__in=Customer.objects.filter(merged_into=customer),
        mover=IDENTITIES,
    )
    each = steps.select_related("move__source").order_by("pk")
    return next((step.move.source for step in each if identity.pk in step.rows), None)

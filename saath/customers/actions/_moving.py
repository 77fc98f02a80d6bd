"""What merging customers, splitting and the way back have in common: parts of their actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from saath.core.errors import Conflict, NotFound
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Customer, CustomerMove, Identity, MoveStep
from saath.customers.movers import Belonging, Brought, Shift, belongings, followers
from saath.customers.preferences import LIKED
from saath.customers.weighing import weigh
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.timeline.emit import emit

VERB = "customer.merge"
Kind = CustomerMove.Kind
# What a customer takes over where nothing was known, each with what says how it is known.
FILLED = (("name",), ("language", "language_evidence"), *((name,) for name in LIKED))
IDENTITIES, COLUMNS = "identities", "columns"


def held_both(one: Customer, other: Customer) -> tuple[Customer, Customer]:
    """Return two customers held until the transaction ends, by their ids in one order for all; raises `NotFound`."""
    rows = Customer.objects.select_for_update(of=("self",)).filter(pk__in={one.pk, other.pk}).order_by("pk")
    held = {row.pk: row for row in rows}
    if not {one.pk, other.pk} <= held.keys():
        raise NotFound()
    return held[one.pk], held[other.pk]


def standing(move: CustomerMove, kind: str) -> CustomerMove:
    """Return a move as it is now, held; raises `NotFound` for one of another kind and `Conflict` for one taken back already."""
    fresh = CustomerMove.objects.select_for_update(of=("self",)).filter(pk=move.pk, kind=kind).first()
    if fresh is None:
        raise NotFound()
    if fresh.undone_at is not None:
        raise Conflict(_("That was taken back already."), what_is_safe=_("Nothing was changed."))
    return fresh


def put_together(actor: Actor, source: Customer, target: Customer, *, is_proved: bool) -> CustomerMove:
    """Merge a held customer into another held one, and write down what it takes to undo it."""
    move = insert_row(
        CustomerMove(
            kind=Kind.MERGE,
            source=source,
            target=target,
            moved_by_id=actor.member_id,
            is_proved=is_proved,
        )
    )
    carry(move, source, target)
    Customer.objects.filter(merged_into=source).update(merged_into=target)
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    return move


def carry(move: CustomerMove, source: Customer, target: Customer) -> None:
    """Bring all of a customer to another one, as much as has not come yet."""
    mine = list(Identity.objects.filter(customer=source).order_by("pk").values_list("pk", flat=True))
    shift_identities(Shift(source, target, mine))
    if mine:
        _write_down(move, IDENTITIES, Brought(rows=mine))
    bring_belongings(move, Shift(source, target, mine))


def shift_identities(shift: Shift) -> None:
    """Move identities with all that follows them; raises `Conflict` where one cannot leave."""
    for each in followers():
        each.check(shift)
    Identity.objects.filter(pk__in=shift.identities).update(customer=shift.target)
    for each in followers():
        each.follow(shift)


def bring_belongings(move: CustomerMove, shift: Shift) -> None:
    """Bring what is known of a customer, but what is known of the other one already."""
    for brought in _fill_columns(shift):
        _write_down(move, COLUMNS, brought)
    for each in belongings().values():
        for brought in each.bring(shift):
            _write_down(move, each.key, brought)


def take_back(move: CustomerMove, source: Customer, target: Customer) -> None:
    """Move back what a merge brought and what is still where it put it; what follows an identity goes where that goes."""
    steps = MoveStep.objects.filter(move=move)
    back = _still_at(target, steps.filter(mover=IDENTITIES).values_list("rows", flat=True))
    shift_identities(Shift(target, source, back))
    shift = Shift(source, target, back)
    known = {**belongings(), COLUMNS: Belonging(COLUMNS, frozenset(), _fill_columns, _empty_columns)}
    for step in steps.exclude(mover=IDENTITIES).order_by("-pk").iterator():
        known[step.mover].take_back(shift, Brought(step.rows, step.former))
    steps.delete()


def tell_changed(actor: Actor, *customers: Customer) -> None:
    """Tell that customers have other identities now, by which the search learns of it, and weigh what is known of each."""
    weigh(*(customer.pk for customer in customers))
    for customer in customers:
        emit(actor, CUSTOMER_CHANGED, subject=customer, changed=["identities"])


def _still_at(target: Customer, journalled: Iterable[list[int]]) -> list[int]:
    ids = [pk for rows in journalled for pk in rows]
    there = Identity.objects.filter(pk__in=ids, customer=target)
    return list(there.order_by("pk").values_list("pk", flat=True))


def _write_down(move: CustomerMove, mover: str, brought: Brought) -> None:
    insert_row(MoveStep(move=move, mover=mover, rows=brought.rows, former=brought.former))


def _fill_columns(shift: Shift) -> Iterator[Brought]:
    """Let the target have what it lacks of its own."""
    source, target = shift.source, shift.target
    former: dict[str, list[str]] = {}
    for names in FILLED:
        if getattr(target, names[0]) or not getattr(source, names[0]):
            continue
        for name in names:
            former[name] = [getattr(target, name), getattr(source, name)]
            setattr(target, name, getattr(source, name))
    if former:
        target.save(update_fields=list(former))
        yield Brought(former=former)


def _empty_columns(shift: Shift, brought: Brought) -> None:
    """Let the target be without what came, unless somebody has changed it since."""
    target = shift.target
    for names in FILLED:
        theirs = [name for name in names if name in brought.former]
        if theirs and all(getattr(target, name) == brought.former[name][1] for name in theirs):
            for name in theirs:
                setattr(target, name, brought.former[name][0])
    target.save(update_fields=list(brought.former))

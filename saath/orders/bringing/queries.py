"""Reads of files of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.core.errors import NotFound
from saath.orders.csv_files.faults import WHAT_TO_DO, Wrong
from saath.orders.models import ImportFault, OrderImport
from saath.tenancy.actor import Actor

SHOWN = 20


@dataclass(frozen=True, slots=True)
class FaultShown:
    """A fault as a page tells it."""

    fault: ImportFault
    what_to_do: object


def newest_imports(actor: Actor) -> Sequence[OrderImport]:
    """Return the files that were brought last; raises `Forbidden`."""
    actor.require("store.settings")
    return list(OrderImport.objects.select_related("by").order_by("-id")[:SHOWN])


def get_import(actor: Actor, public_id: UUID) -> OrderImport:
    """Return one file; raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = OrderImport.objects.select_related("file", "by").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def first_faults(actor: Actor, bringing: OrderImport) -> Sequence[FaultShown]:
    """Return the first faults of a file, with what is to be done; raises `Forbidden`."""
    actor.require("store.settings")
    found = ImportFault.objects.filter(bringing=bringing).order_by("id")[:SHOWN]
    return [FaultShown(each, WHAT_TO_DO[Wrong(each.wrong)]) for each in found]

"""An event as a watcher learns of it: names and ids, never a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from saath.timeline.kinds import Audience, declared_kinds


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the event table, as far as live streams care."""

    id: int
    store_id: int
    kind: str
    audience: str
    subject_type: str
    subject: UUID
    refs: dict[str, str]
    changed: list[str]
    actor_kind: str
    actor_person_id: int | None
    actor: str = ""

    def payload(self) -> dict[str, Any]:
        """Return what a browser gets; `actor` is the public id of the colleague behind it, if it was one."""
        return {
            "kind": self.kind,
            "type": self.subject_type,
            "subject": str(self.subject),
            "refs": self.refs,
            "changed": self.changed,
            "by": self.actor_kind,
            "actor": self.actor,
        }


@dataclass(frozen=True, slots=True)
class View:
    """What a watcher may see: the events of one store for one audience, a customer's only their own."""

    store_id: int
    audience: Audience
    customer: UUID | None = None


def may_see(view: View, happening: Happening) -> bool:
    """Tell whether an event is for a view. What no app declares, or declares for fewer, only staff sees."""
    if happening.store_id != view.store_id:
        return False
    if view.audience == "staff":
        return True
    kind = declared_kinds().get(happening.kind)
    if kind is None or kind.audience != happening.audience:
        return False
    if kind.audience == "customer":
        return view.audience == "customer" and _is_of_customer(view.customer, happening)
    return kind.audience == "public"


def _is_of_customer(customer: UUID | None, happening: Happening) -> bool:
    if customer is None:
        return False
    is_subject = happening.subject_type == "customer" and happening.subject == customer
    return is_subject or happening.refs.get("customer") == str(customer)

"""Who may do what in a shop: named verbs, and roles as sets of them.  Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

INVITATION_LASTS = timedelta(days=7)
INVITATION_KEPT = timedelta(days=90)

READING = frozenset({"conversation.read", "customer.read", "order.read"})
ANSWERING = frozenset(
    {
        "conversation.reply",
        "conversation.note",
        "conversation.assign",
        "conversation.solve",
        "conversation.tag",
        "conversation.fill",
        "customer.edit",
        "customer.merge",
        "order.act",
        "grievance.open",
    }
)
LEADING = frozenset(
    {
        "problem.answer",
        "store.settings",
        "store.members",
        "ledger.read",
        "delivery.settle",
        "saved.edit",
        "order.approve",
        "grievance.decide",
    }
)
OWNING = frozenset(
    {
        "store.roles",
        "store.owners",
        "audit.read",
        "export.run",
        "order.limits",
        "payment.account",
        "program.manage",
    }
)
VERBS = READING | ANSWERING | LEADING | OWNING


class Role(StrEnum):
    """What somebody is in a shop."""

    OWNER = "owner"
    MANAGER = "manager"
    MEMBER = "member"
    READER = "reader"


VERBS_OF: dict[Role, frozenset[str]] = {
    Role.OWNER: VERBS,
    Role.MANAGER: READING | ANSWERING | LEADING,
    Role.MEMBER: READING | ANSWERING,
    Role.READER: READING,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One colleague's place in a shop, as far as the rules of the team care."""

    member_id: int
    role: Role
    is_active: bool


def verbs_of(role: str) -> frozenset[str]:
    """The verbs of a role; none for a name that is no role (fails closed)."""
    return VERBS_OF.get(Role(role), frozenset()) if role in set(Role) else frozenset()


def may_give(giver: frozenset[str], role: Role) -> bool:
    """Whether somebody with the verbs `giver` may put a colleague into `role`, or take them out of it.

    Without `store.roles` one works with the plain team only, so that nobody lifts themselves or a friend. Owners are made and
    unmade by owners who are here themselves: no scope of a program holds `store.owners`, for whoever steals its token could
    invite themselves and keep the shop.
    """
    if role is Role.OWNER:
        return "store.owners" in giver
    return "store.roles" in giver or ("store.members" in giver and role in {Role.MEMBER, Role.READER})


def leaves_an_owner(seats: Iterable[Seat], *, without: int) -> bool:
    """Whether an active owner remains once the seat `without` is taken away or given a smaller role."""
    return any(seat.is_active and seat.role is Role.OWNER and seat.member_id != without for seat in seats)


def is_open(
    *, now: datetime, expires_at: datetime, accepted_at: datetime | None, withdrawn_at: datetime | None
) -> bool:
    """Whether an invitation can still be taken up: not used, not withdrawn, not run out."""
    return accepted_at is None and withdrawn_at is None and now < expires_at

"""What the demo's shop lets Saath say by itself, and how it makes amends."""

from __future__ import annotations

from saath.demo.team import MEERA
from saath.promises.amends.actions.deciding import Terms, add_codes, decide_amends
from saath.promises.reminders.actions.deciding import decide_own_words
from saath.promises.reminders.kinds import KINDS
from saath.stores.models import Member
from saath.tenancy.actor import Actor

CODES = ("CHAI-4821", "CHAI-1907", "CHAI-7730", "CHAI-2256", "CHAI-9043")


def speak_by_itself(owner: Actor, team: dict[str, Member]) -> None:
    """Switch every kind on from now on, and let a colleague send apologies with a code while the budget has one."""
    for kind in KINDS:
        decide_own_words(owner, kind=kind, is_on=True, values={})
    decide_amends(
        owner,
        terms=Terms(
            modes={"first_answer": "prepare", "next_answer": "prepare", "update": "send"},
            gift="codes",
            case_minor=10_000,
            month_minor=300_000,
            again_after_days=90,
            coupon_days=60,
            signed_by=team[MEERA.key],
        ),
    )
    add_codes(owner, codes=CODES)

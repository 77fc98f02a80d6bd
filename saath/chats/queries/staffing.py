"""Who is there for the chat, and since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import DateTimeField

from saath.chats.models import StaffedSpell
from saath.chats.staffing_rules import StaffedDay, days_of
from saath.core.clock import now
from saath.stores.models import Member
from saath.team.queries import pushed_to
from saath.team.rules import Kind
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.models import Store
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id
from saath.timeline.live.presence import who_is_here, who_is_near

DAYS_SHOWN = 14
# As far back as a wait of the live chat can begin.
LONGEST_SHIFT = timedelta(days=1)

TAKERS: Prepared[Member] = Prepared(
    lambda: Member.objects.active().filter(takes_chats=True).order_by("display_name", "id")
)
SPELLS: Prepared[StaffedSpell] = Prepared(
    lambda: StaffedSpell.objects.filter(ends_at__gte=Given("since", DateTimeField())).order_by(
        "ends_at", "id"
    )
)


def takers() -> list[Member]:
    """Return the colleagues who answer customers and take chats, by name, whether they are here or not."""
    return [member for member in TAKERS.rows() if "conversation.reply" in member.verbs]


def present(members: Collection[Member], seats: Collection[str], *, at: datetime) -> list[Member]:
    """Return those of them whose seat is among these and who are not away."""
    return [each for each in members if str(each.public_id) in seats and not each.is_away(at)]


def seats_reached(members: Collection[Member]) -> frozenset[str]:
    """Return the seats at which a chat reaches somebody now: who looks at the desk, and of `members` who has Saath open
    elsewhere and is pushed to.
    """
    store_id = current_store_id()
    near = who_is_near(store_id)
    seats = {each.pk: str(each.public_id) for each in members if str(each.public_id) in near}
    pushed = pushed_to(Kind.CHAT, list(seats)) if seats else frozenset()
    return who_is_here(store_id) | {seats[each] for each in pushed}


def spells_since(since: datetime) -> list[StaffedSpell]:
    """Return the spells that end after a moment, oldest first."""
    return SPELLS.rows(since=since)


def staffed_days(actor: Actor) -> list[StaffedDay]:
    """Return posted hours against staffed ones of the last days, newest first; raises `Forbidden`."""
    actor.require("store.settings")
    zone = Store.objects.get(pk=current_store_id()).zone
    today = now().astimezone(zone).date()
    spells = [row.spell for row in spells_since(now() - timedelta(days=DAYS_SHOWN))]
    oldest = today - timedelta(days=DAYS_SHOWN - 1)
    return [day for day in reversed(days_of(spells, zone)) if day.day >= oldest]

"""Opening a shop on this installation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.actions.people import create_person
from saath.accounts.backends import find_person
from saath.accounts.models import AuditKind, Person
from saath.core.errors import Conflict, Forbidden
from saath.core.languages import CODES
from saath.stores import events
from saath.stores.actions._seats import seat_person
from saath.stores.actions.invitations import invite_member
from saath.stores.actions.settings import set_first_answer_target, set_holiday_state, set_hours, set_languages
from saath.stores.actions.shop import present_shop
from saath.stores.hosts import OWN_NAME, SHARED_NAME, desk_shares_its_name
from saath.stores.hours import WeekHours
from saath.stores.mailboxes import open_mailbox
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.states import ALL_INDIA
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@dataclass(frozen=True, slots=True)
class OwnerPlan:
    """Who owns the new shop; the password may be left out for somebody who has an account."""

    name: str
    email: str
    language: str = "en"
    password_hash: str | None = None


@dataclass(frozen=True, slots=True)
class ShopPlan:
    """What it takes to open a shop; `hosts` maps purposes ("staff", "shopper", "content") to hosts."""

    name: str
    owner: OwnerPlan
    hosts: Mapping[str, str]
    language: str = "en"
    names: Mapping[str, str] = field(default_factory=dict)
    languages: Sequence[str] = CODES
    colour: str = "#1d4e79"
    time_zone: str = "Asia/Kolkata"
    mailbox: str = ""
    target_seconds: int = 300
    week: WeekHours | None = None
    holiday_state: str = ALL_INDIA
    invitations: Sequence[tuple[str, Role]] = ()


@action
def open_shop(actor: Actor, *, plan: ShopPlan) -> Member:
    """Open a shop with its hosts, settings, mailbox, owner and invitations; return the owner's seat.

    Raises Forbidden (only the system opens shops), Conflict (a host is taken, or the desk shares its
    name), BadInput (colour, address).
    """
    if actor.kind != "system":
        raise Forbidden
    _check_hosts(plan.hosts)
    store = Store.objects.create(
        name=plan.name, slug=_free_slug(plan.name), language=plan.language, time_zone=plan.time_zone
    )
    for purpose, host in plan.hosts.items():
        Domain.objects.create(store=store, purpose=purpose, host=host.lower())
    with store_scope(store.pk):
        _decide(actor, plan)
        owner = seat_person(_owner(actor, plan.owner), Role.OWNER)
        emit(actor, events.MEMBER_JOINED, subject=owner)
        record_audit(actor, kind=AuditKind.SHOP_OPENED, person_id=owner.person_id, store_id=store.pk)
        for email, role in plan.invitations:
            invite_member(actor, email=email, role=role)
    return owner


def _decide(actor: Actor, plan: ShopPlan) -> None:
    present_shop(actor, name=plan.name, names=plan.names, language=plan.language, colour=plan.colour)
    set_languages(actor, languages=plan.languages)
    set_first_answer_target(actor, seconds=plan.target_seconds)
    set_holiday_state(actor, state=plan.holiday_state)
    if plan.week is not None:
        set_hours(actor, week=plan.week)
    if plan.mailbox:
        open_mailbox(actor, address=plan.mailbox, name=plan.name)


def _owner(actor: Actor, plan: OwnerPlan) -> Person:
    return find_person(plan.email) or create_person(
        actor,
        email=plan.email,
        name=plan.name,
        password_hash=plan.password_hash,
        language=plan.language,
    )


def _check_hosts(hosts: Mapping[str, str]) -> None:
    wanted = [host.lower() for host in hosts.values()]
    if len(set(wanted)) < len(wanted) or Domain.objects.filter(host__in=wanted).exists():
        raise Conflict(
            _("One of these addresses is taken."), what_to_do=_("Choose another one for each kind of page.")
        )
    if desk_shares_its_name(hosts):
        raise Conflict(SHARED_NAME, what_to_do=OWN_NAME)


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "shop"
    taken = set(Store.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken
    )

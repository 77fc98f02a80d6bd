"""The details of the page for grievances, and who answers for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.channels import form
from saath.conversations.events import ACCOUNT_OPENED
from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.languages import CODES
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.text import storable
from saath.promises.grievances.events import GRIEVANCE_SETTINGS_CHANGED, OFFICER_APPOINTED, OFFICER_ENDED
from saath.promises.grievances.queries.settings import missing_details
from saath.promises.grievances.rules import MOST_DAYS, WORD_HOURS
from saath.promises.grievances.terms import officer_now
from saath.promises.models import GrievanceOfficer, GrievanceSettings
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_WORDS = 2000
# The longest notice of a helpline's deadline: a month of hours.
MOST_DOCKET_HOURS = 720
MOST_NOTICES = 5


@dataclass(frozen=True, slots=True)
class Details:
    """What the shop says of itself and of its terms."""

    legal_name: str
    headquarters: str
    branches: str
    care_email: str
    care_phone: str
    own_words: Mapping[str, str]
    word_hours: int = WORD_HOURS
    redress_days: int | None = None
    word_notices: Sequence[int] = (24, 40)
    redress_notices: Sequence[int] = (15, 25)
    docket_notices: Sequence[int] = (72, 24)


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who answers for grievances, as customers read it; `member` is the colleague who is told of limits."""

    name: str
    designation: str
    email: str
    phone: str
    member: Member | None = None


@action
def save_grievance_details(actor: Actor, *, details: Details, version: int) -> GrievanceSettings:
    """Change what the page for grievances says. Limits of grievances that are there already stay.

    Raises `Forbidden`, `BadInput`, `Conflict` where somebody changed it meanwhile.
    """
    actor.require("store.settings")
    _check(details)
    settings = _held(actor)
    if settings.version != version:
        raise Conflict()
    words = {code: _text(details.own_words.get(code, "")) for code in CODES}
    changes = {
        "legal_name": _line(details.legal_name),
        "headquarters": _text(details.headquarters),
        "branches": _text(details.branches),
        "care_email": _line(details.care_email),
        "care_phone": _line(details.care_phone),
        "own_words": {code: said for code, said in words.items() if said},
        "word_hours": details.word_hours,
        "redress_days": details.redress_days,
        "word_notices": sorted(details.word_notices),
        "redress_notices": sorted(details.redress_notices),
        "docket_notices": sorted(details.docket_notices, reverse=True),
    }
    changed = [name for name, value in changes.items() if getattr(settings, name) != value]
    for name in changed:
        setattr(settings, name, changes[name])
    if changed:
        settings.version += 1
        settings.save(update_fields=[*changed, "version"])
        _tell(actor, settings, changed)
    return settings


@action
def show_grievance_page(actor: Actor, *, is_open: bool) -> GrievanceSettings:
    """Show the page to customers, or no more. Raises `Forbidden`, `Conflict` while details are missing."""
    actor.require("store.settings")
    settings = _held(actor)
    if is_open and missing_details(settings, officer_now()):
        raise Conflict(
            _("The page is not complete yet."),
            what_is_safe=_("Customers do not see it."),
            what_to_do=_("Fill in what is missing first."),
        )
    if settings.is_open != is_open:
        settings.is_open = is_open
        settings.save(update_fields=["is_open"])
        _tell(actor, settings, ["is_open"])
    return settings


@action
def appoint_officer(actor: Actor, *, appointment: Appointment) -> GrievanceOfficer:
    """Name who answers for grievances from now on; who did before is kept with their time. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    name, designation = _line(appointment.name), _line(appointment.designation)
    email, phone = _line(appointment.email), _line(appointment.phone)
    _check_appointment(name, designation, email, phone)
    _held(actor)
    at, former = now(), officer_now()
    member = appointment.member
    if former is not None:
        said = (former.name, former.designation, former.email, former.phone, former.member_id)
        if said == (name, designation, email, phone, member.pk if member else None):
            return former
        _end(actor, former)
    officer = GrievanceOfficer(
        name=name, designation=designation, email=email, phone=phone, member=member, since=at
    )
    officer.save()
    emit(actor, OFFICER_APPOINTED, subject=officer)
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["grievance officer"]})
    return officer


def _end(actor: Actor, officer: GrievanceOfficer) -> None:
    officer.until = now()
    officer.save(update_fields=["until"])
    emit(actor, OFFICER_ENDED, subject=officer)


def _held(actor: Actor) -> GrievanceSettings:
    held = GrievanceSettings.objects.select_for_update(of=("self",)).select_related("store")
    found = held.first()
    if found is not None:
        return found
    insert_unless_there(GrievanceSettings(account=_account(actor)))
    return held.get()


def _account(actor: Actor) -> ChannelAccount:
    store = Store.objects.get(pk=current_store_id())
    key = f"{form.NAME}:{store.public_id.hex}"
    account = ChannelAccount(channel=form.NAME, name=store.name, address=form.NAME, key=key)
    if insert_unless_there(account):
        emit(actor, ACCOUNT_OPENED, subject=account)
        return account
    return ChannelAccount.objects.get(channel=form.NAME, key=key)


def _tell(actor: Actor, settings: GrievanceSettings, changed: Sequence[str]) -> None:
    emit(actor, GRIEVANCE_SETTINGS_CHANGED, subject=settings, changed=list(changed))
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["grievances"]})


def _check(details: Details) -> None:
    _check_email(details.care_email, field="care_email")
    if not 1 <= details.word_hours <= WORD_HOURS:
        raise BadInput(_("The rules give you 48 hours at most."), field="word_hours")
    if details.redress_days is not None and not 1 <= details.redress_days <= MOST_DAYS:
        raise BadInput(
            _("The rules give you one month at most: 28 days, or leave it empty for the month."),
            field="redress_days",
        )
    _check_notices(details.word_notices, below=details.word_hours, field="word_notices")
    most = MOST_DAYS if details.redress_days is None else details.redress_days
    _check_notices(details.redress_notices, below=most, field="redress_notices")
    _check_notices(details.docket_notices, below=MOST_DOCKET_HOURS + 1, field="docket_notices")
    if any(len(said) > LONGEST_WORDS for said in details.own_words.values()):
        raise BadInput(_("That is too long."), field="own_words")


def _check_notices(notices: Sequence[int], *, below: int, field: str) -> None:
    if not 1 <= len(set(notices)) <= MOST_NOTICES or not all(0 < each < below for each in notices):
        raise BadInput(_("Name one to five times that lie before the limit."), field=field)


def _check_appointment(name: str, designation: str, email: str, phone: str) -> None:
    if not name:
        raise BadInput(_("Say who answers for grievances."), field="name")
    if not designation:
        raise BadInput(_("Say what they are in the shop, such as Owner."), field="designation")
    if not email and not phone:
        raise BadInput(
            _("Customers need a way to reach them: an e-mail address or a telephone."), field="email"
        )
    _check_email(email, field="email")


def _check_email(address: str, *, field: str) -> None:
    if not address.strip():
        return
    try:
        canonical_key(address.strip())
    except BadAddress:
        raise BadInput(_("This is no e-mail address."), field=field) from None


def _line(said: str) -> str:
    return " ".join(storable(said).split())


def _text(said: str) -> str:
    return storable(said).replace("\r\n", "\n").strip()

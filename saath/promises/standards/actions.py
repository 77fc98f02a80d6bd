"""A draft is begun, changed, discarded and published; a version is read; what came of promises is counted."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.promises.models import KeptDay, Standard, StandardReading
from saath.promises.standards import events
from saath.promises.standards.content import (
    EVERY_CHANNEL,
    Content,
    checked,
    content_of,
    handling_json,
    promises_json,
)
from saath.promises.standards.kept import stopped_since
from saath.promises.standards.measuring import tally
from saath.promises.standards.queries import draft_of_shop, standard_in_force
from saath.promises.standards.reminding import standard_to_remind_of
from saath.promises.standards.starting import starting_content
from saath.stores.actions.settings import set_first_answer_target
from saath.stores.calendar import settings_of
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "store.settings"
STATE = Standard.State


@action
def begin_draft(actor: Actor, *, like: Standard | None = None) -> Standard:
    """Begin the next version as a copy of the one in force, of an older one (`like`), or of our starting text.

    Raises `Forbidden`, and `Conflict` while there is a draft.
    """
    actor.require(VERB)
    if draft_of_shop() is not None:
        raise Conflict(_("There is a draft already."), what_to_do=_("Publish it or discard it first."))
    in_force = standard_in_force()
    model = like or in_force
    draft = Standard(
        number=in_force.number + 1 if in_force else 1,
        based_on=model.number if model else 0,
    )
    _lay_in(draft, content_of(model) if model else starting_content())
    if not insert_unless_there(draft):  # somebody began it in the same moment
        raise Conflict(_("There is a draft already."), what_to_do=_("Publish it or discard it first."))
    emit(actor, events.STANDARD_BEGUN, subject=draft)
    return draft


@action
def change_draft(actor: Actor, standard: Standard, *, content: Content, version: int) -> Standard:
    """Save a draft. Raises `Forbidden`, `BadInput` with its field, `NotFound`, and `Conflict` for an old `version`."""
    draft = _held(actor, standard, version)
    said = checked(content, base=_base())
    if said == content_of(draft):
        return draft
    _lay_in(draft, said)
    draft.version += 1
    draft.changed_at = now()
    draft.save()
    emit(actor, events.STANDARD_CHANGED, subject=draft)
    return draft


@action
def discard_draft(actor: Actor, standard: Standard, *, version: int) -> None:
    """Give a draft up; what is in force stays. Raises `Forbidden`, `NotFound`, and `Conflict` for an old `version`."""
    draft = _held(actor, standard, version)
    emit(actor, events.STANDARD_DISCARDED, subject=draft)
    draft.delete()


@action
def publish_standard(actor: Actor, standard: Standard, *, version: int) -> Standard:
    """Put a draft in force; it never changes again. The shop's first answer is promised as it says.

    Raises `Forbidden`, `NotFound`, `Conflict` for an old `version`, and `BadInput` where nothing has changed or a text
    is missing.
    """
    draft, in_force = _held(actor, standard, version), standard_in_force()
    content = checked(content_of(draft), base=_base())
    if in_force is not None and content == content_of(in_force):
        raise BadInput(
            _("Nothing has changed since version %(number)d.") % {"number": in_force.number},
            what_is_safe=_("Version and draft are as they were."),
            what_to_do=_("Change the draft, or discard it."),
        )
    draft.state, draft.published_at, draft.published_by_id = STATE.PUBLISHED, now(), actor.member_id
    draft.version += 1
    draft.save()
    seconds = content.promise(EVERY_CHANNEL).first_answer_seconds
    if seconds is not None and settings_of(current_store_id()).first_answer_target_seconds != seconds:
        set_first_answer_target(actor, seconds=seconds)
    record_audit(
        actor,
        kind=AuditKind.SETTINGS_CHANGED,
        detail={"changed": ["standard published"], "number": draft.number},
    )
    emit(actor, events.STANDARD_PUBLISHED, subject=draft)
    if actor.member_id is not None:
        confirm_reading(actor, draft)  # who puts it in force knows it
    return draft


@action
def confirm_reading(actor: Actor, standard: Standard) -> StandardReading:
    """Say that one has read the version in force; a second time changes nothing.

    Raises `Forbidden` for who has no seat, `Conflict` where another version is in force by now.
    """
    actor.require("conversation.read")
    if actor.member_id is None:
        raise Forbidden()
    in_force = standard_in_force()
    if in_force is None or in_force.pk != standard.pk:
        raise Conflict(_("There is a newer version."), what_to_do=_("Read that one."))
    reading, is_new = StandardReading.objects.get_or_create(standard=in_force, member_id=actor.member_id)
    if is_new:
        emit(actor, events.STANDARD_READ, subject=reading)
    return reading


@action
def remind_readers(actor: Actor) -> Standard | None:
    """Have everybody reminded who has not read the version in force, once a version; None where it is early or was done.

    Raises `Forbidden`.
    """
    actor.require(VERB)
    found = standard_to_remind_of()
    if found is None:
        return None
    rows = Standard.objects.select_for_update(of=("self",))
    standard = rows.filter(pk=found.pk, reminded_at=None).first()
    if standard is None:
        return None
    standard.reminded_at = now()
    standard.save(update_fields=["reminded_at"])
    emit(actor, events.STANDARD_REMINDED, subject=standard)
    return standard


def _held(actor: Actor, standard: Standard, version: int) -> Standard:
    actor.require(VERB)
    rows = Standard.objects.select_for_update(of=("self",))
    draft = rows.filter(pk=standard.pk, state=STATE.DRAFT).first()
    if draft is None:
        raise NotFound()
    if draft.version != version:
        raise Conflict()
    return draft


def _lay_in(draft: Standard, content: Content) -> None:
    draft.texts = {name: dict(words) for name, words in content.texts.items()}
    draft.promises, draft.handling = promises_json(content), handling_json(content)


def _base() -> str:
    return Store.objects.get(pk=current_store_id()).language


@action
def fold_kept_days(actor: Actor, *, since: date, until: date) -> int:
    """Count anew how promises were kept on the days from `since` to `until`, both in, and return how many rows that is.

    Safe to repeat: a day is replaced by what its clocks say now.
    """
    actor.require(VERB)
    zone = Store.objects.get(pk=current_store_id()).zone
    found = tally(stopped_since(since, zone=zone), zone=zone)
    rows = [
        KeptDay(
            day=day,
            channel=channel,
            kind=kind,
            count=counts.count,
            kept=counts.kept,
            open_times=counts.open_times,
            all_times=counts.all_times,
        )
        for (day, channel, kind), counts in found.items()
        if since <= day <= until
    ]
    KeptDay.objects.filter(day__gte=since, day__lte=until).delete()
    KeptDay.objects.bulk_create(rows, batch_size=500)
    return len(rows)

"""Being away, who stands in, and whether one takes chats."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden
from saath.core.text import storable
from saath.stores import events
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_AWAY = timedelta(days=366)
LONGEST_NOTE = 400
TOO_LONG = _("Choose a year at most.")


@action
def go_away(
    actor: Actor, member: Member, *, since: datetime, until: datetime, stand_in: Member | None, note: str = ""
) -> None:
    """Say when one is away oneself, and who stands in; None is whoever takes it from the queue.

    Raises `Forbidden` for anybody else, `BadInput`.
    """
    _require_own(actor, member)
    _check(member, since, until, stand_in)
    note = storable(note).replace("\r\n", "\n").strip()
    if len(note) > LONGEST_NOTE:
        raise BadInput(_("That is too long for a note."), field="note")
    _set(actor, member, away_from=since, away_until=until, stand_in=stand_in, away_note=note)


@action
def come_back(actor: Actor, member: Member) -> None:
    """Be here again, or not go after all; raises `Forbidden` for anybody else."""
    _require_own(actor, member)
    _set(actor, member, away_from=None, away_until=None, stand_in=None, away_note="")


@action
def take_chats(actor: Actor, member: Member, *, is_taking: bool) -> None:
    """Say whether live chats may come to oneself while the desk is open; raises `Forbidden` for anybody else."""
    _require_own(actor, member)
    _set(actor, member, takes_chats=is_taking)


def _require_own(actor: Actor, member: Member) -> None:
    actor.require("conversation.reply")
    if actor.member_id != member.pk:
        raise Forbidden()


def _set(actor: Actor, member: Member, **changes: object) -> None:
    Member.objects.filter(pk=member.pk).update(**changes)
    emit(actor, events.MEMBER_AWAY_CHANGED, subject=member, changed=list(changes))


def _check(member: Member, since: datetime, until: datetime, stand_in: Member | None) -> None:
    if until <= since or until <= now():
        raise BadInput(_("Coming back has to be later than going."), field="until")
    if until - since > LONGEST_AWAY:
        raise BadInput(TOO_LONG, field="until")
    if stand_in is not None and (stand_in.pk == member.pk or "conversation.reply" not in stand_in.verbs):
        raise BadInput(_("Choose a colleague who answers customers."), field="stand_in")

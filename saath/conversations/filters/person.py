"""By who has a conversation."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.stores.models import Member
from saath.stores.queries import list_colleagues
from saath.tenancy.actor import Actor

ME, NOBODY = "me", "nobody"


def _choices(actor: Actor) -> Sequence[Choice]:
    colleagues = [Choice(str(each.public_id), each.display_name) for each in list_colleagues(actor)]
    return [Choice(ME, _("Me")), Choice(NOBODY, _("Nobody yet")), *colleagues]


def _condition(actor: Actor, value: str) -> Q:
    if value == ME:
        return Q(assignee=actor.member_id)
    if value == NOBODY:
        return Q(assignee=None)
    return Q(assignee__in=Member.objects.filter(public_id=value).values("pk"))


PERSON = Filter("person", _("Who has it"), _choices, _condition)

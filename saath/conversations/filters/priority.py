"""By how urgent a conversation is."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.conversations.models import Conversation
from saath.tenancy.actor import Actor

URGENT, HIGH, NORMAL = (Conversation.Priority[name] for name in ("URGENT", "HIGH", "NORMAL"))
RAISED = "raised"


def _choices(actor: Actor) -> Sequence[Choice]:
    each = [Choice(priority.value, priority.label) for priority in (URGENT, HIGH, NORMAL)]
    return [Choice(RAISED, _("Urgent or high")), *each]


def _condition(actor: Actor, value: str) -> Q:
    return Q(priority__in=(URGENT, HIGH)) if value == RAISED else Q(priority=value)


PRIORITY = Filter("priority", _("Priority"), _choices, _condition)

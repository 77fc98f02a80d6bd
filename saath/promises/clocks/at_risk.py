"""What of conversations is at risk, after clocks changed without a turn: a part of actions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Min, OuterRef, Subquery

from saath.conversations.models import Conversation
from saath.promises.models import Clock


def note_at_risk(clocks: Iterable[Clock]) -> None:
    """Keep on the conversations of those of some clocks that were warned of, held, when their first promise at risk is due.

    One statement, none where no clock was warned of.
    """
    ids = sorted({clock.conversation_id for clock in clocks if clock.warned_at is not None})
    if not ids:
        return
    at_risk = Clock.objects.filter(
        conversation=OuterRef("pk"), outcome="", running_since__isnull=False, warned_at__isnull=False
    )
    first = at_risk.order_by().values("conversation").annotate(first=Min("due_at")).values("first")
    Conversation.objects.filter(pk__in=ids).update(risk_at=Subquery(first))

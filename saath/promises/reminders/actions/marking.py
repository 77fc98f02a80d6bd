"""How far was looked for whom something is due."""

from __future__ import annotations

from datetime import datetime

from saath.promises.models import OwnWordMark
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def keep_mark(
    actor: Actor, *, kind: str, number: int = 1, up_to: datetime | None = None, after_id: int = 0
) -> OwnWordMark:
    """Write down up to where all were looked at."""
    mark, _is_new = OwnWordMark.objects.update_or_create(
        kind=kind, number=number, defaults={"up_to": up_to, "after_id": after_id}
    )
    return mark

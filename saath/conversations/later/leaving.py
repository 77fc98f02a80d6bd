"""An answer whose time has come."""

from __future__ import annotations

from saath.conversations.actions.leave import hold_back, leave_at_time
from saath.conversations.models import Draft
from saath.core.errors import SaathError
from saath.tenancy.actor import Actor

CLOCK = Actor.system("answers that leave later")


def leave(draft_id: int) -> None:
    """Send one answer if it is due; what cannot leave stays with its writer, and why is told."""
    draft = Draft.objects.leaving().select_related("conversation").filter(pk=draft_id).first()
    if draft is None or draft.held:
        return
    try:
        leave_at_time(CLOCK, draft)
    except SaathError:
        _hold_back(draft)


def _hold_back(draft: Draft) -> None:
    if Draft.objects.leaving().filter(pk=draft.pk).exists():
        hold_back(CLOCK, draft, why=Draft.Held.REFUSED)

"""What those outside are called where a line says that we wait for them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import Outsider

Kind = Outsider.Kind
NAMES: dict[str, Promise | str] = {
    Kind.PACKER: _("the packer"),
    Kind.WORKSHOP: _("the workshop"),
    Kind.SUPPLIER: _("the supplier"),
    Kind.COURIER: _("the courier"),
    Kind.OTHER: _("somebody outside"),
}


def waited_for(kind: str) -> str:
    """Return what somebody of a kind is called in the language of the page, '' for no kind."""
    return str(NAMES.get(kind, ""))


def style_of_due(due_at: datetime | None, *, today: date, zone: ZoneInfo) -> str:
    """Return how a time is said until which we wait: of today by the clock alone."""
    return "clock" if due_at is not None and due_at.astimezone(zone).date() == today else "full"

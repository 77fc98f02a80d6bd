"""A moment that somebody picked in a form: one of those that were offered, or a time of the shop's own clock."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.desk.request import StaffRequest


def picked_moment(request: StaffRequest, name: str = "until") -> datetime:
    """Return the moment of a field: with its zone as it was offered, or typed without one; raises `BadInput`."""
    return moment_of(request, request.POST.get(name, "") or request.POST.get("at", ""), field=name)


def moment_of(request: StaffRequest, written: str, *, field: str) -> datetime:
    """Return a moment as a form has it, without a zone by the shop's clock; raises `BadInput`."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise BadInput(_("That is no time we can read."), what_to_do=_("Pick a time."), field=field) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=request.store.zone)

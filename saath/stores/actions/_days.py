"""Dates of a shop that are over, and those to come."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


def refuse_past(day: date) -> None:
    """Refuse to change a date of the shop in scope that is over. Raises Conflict."""
    if day < today_here():
        raise Conflict(
            _("This day is over: what was open then stays so."),
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Choose a day from today on."),
        )


def today_here() -> date:
    """Return the date that it is in the shop in scope."""
    return now().astimezone(Store.objects.get(pk=current_store_id()).zone).date()


def check_to_come(day: date) -> None:
    """Refuse a date of the shop in scope that is over. Raises BadInput."""
    if day < today_here():
        raise BadInput(_("Choose a day from today on: this one is over."), field="date")

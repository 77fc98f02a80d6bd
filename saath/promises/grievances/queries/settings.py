"""What the shop says of itself, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.promises.grievances.terms import settings_here
from saath.promises.models import GrievanceOfficer, GrievanceSettings
from saath.stores.models import Member
from saath.tenancy.actor import Actor

MOST_OFFICERS = 50


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """All that the settings of grievances show."""

    settings: GrievanceSettings
    officers: Sequence[GrievanceOfficer]
    missing: Sequence[str | Promise]
    members: Sequence[Member]

    @property
    def officer(self) -> GrievanceOfficer | None:
        """Return who answers for grievances now."""
        return next((each for each in self.officers if each.until is None), None)


def settings_page(actor: Actor) -> SettingsPage:
    """Return the settings with everybody who ever answered for grievances, the newest first. Raises `Forbidden`."""
    actor.require("store.settings")
    settings = settings_here()
    officers = list(
        GrievanceOfficer.objects.select_related("member").order_by("-since", "-id")[:MOST_OFFICERS]
    )
    officer = next((each for each in officers if each.until is None), None)
    members = list(Member.objects.active().order_by("id")[:200])
    return SettingsPage(settings, officers, missing_details(settings, officer), members)


def missing_details(settings: GrievanceSettings, officer: GrievanceOfficer | None) -> list[str | Promise]:
    """Return what rule 4 wants shown and the shop has not said yet (E-Commerce Rules 2020)."""
    missing: list[str | Promise] = []
    if not settings.legal_name:
        missing.append(_("Legal name"))
    if not settings.headquarters:
        missing.append(_("Address of the headquarters"))
    if not settings.care_email and not settings.care_phone:
        missing.append(_("E-mail or telephone of customer care"))
    if officer is None:
        missing.append(_("Grievance officer: name, designation and contact"))
    return missing

"""The shop's terms for grievances, and the limits of a row by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from saath.promises.grievances.rules import Limits, Notice, Terms, limits_of, next_notice, notices_of
from saath.promises.models import Grievance, GrievanceOfficer, GrievanceSettings
from saath.tenancy.models import Store, StoreOwned
from saath.tenancy.scope import current_store_id


def settings_here() -> GrievanceSettings:
    """Return what the shop in scope has decided, with what we assume (not saved) where it has decided nothing."""
    found = GrievanceSettings.objects.select_related("store", "account").first()
    return found or GrievanceSettings(store=Store.objects.get(pk=current_store_id()))


def officer_now() -> GrievanceOfficer | None:
    """Return who answers for grievances in the shop in scope, None where nobody does."""
    return GrievanceOfficer.objects.select_related("member").filter(until=None).first()


def terms_of(settings: GrievanceSettings) -> Terms:
    """Return a shop's terms as the rules take them."""
    return Terms(
        settings.store.zone,
        settings.word_hours,
        settings.redress_days,
        settings.word_notices,
        settings.redress_notices,
        settings.docket_notices,
    )


def set_limits(grievance: Grievance, terms: Terms) -> None:
    """Set by when a new grievance is to be acknowledged and redressed; nothing moves that again. The caller saves."""
    limits = limits_of(grievance.received_at, terms)
    grievance.counts_from = grievance.received_at
    grievance.own_word_due_at = grievance.word_due_at = limits.word
    grievance.own_redress_due_at = grievance.redress_due_at = limits.redress
    grievance.helpline_due_at = grievance.docket_due_at


def join_limits(grievance: Grievance, joiners: Iterable[Grievance]) -> None:
    """Let the earliest limit of a grievance and of those that joined it hold. The caller saves."""
    theirs = list(joiners)
    grievance.counts_from = min([grievance.received_at, *(each.counts_from for each in theirs)])
    grievance.word_due_at = min([grievance.own_word_due_at, *(each.word_due_at for each in theirs)])
    grievance.redress_due_at = min([grievance.own_redress_due_at, *(each.redress_due_at for each in theirs)])
    dockets = [grievance.docket_due_at, *(each.helpline_due_at for each in theirs)]
    grievance.helpline_due_at = min((each for each in dockets if each is not None), default=None)


def notices_for(grievance: Grievance, terms: Terms) -> list[Notice]:
    """Return when colleagues are told of the limits of a grievance; of none that is over."""
    if not grievance.is_open:
        return []
    limits = Limits(grievance.word_due_at, grievance.redress_due_at, grievance.helpline_due_at)
    needs_word = grievance.acknowledged_at is None
    return notices_of(grievance.counts_from, limits, terms, needs_word=needs_word)


def set_notice(grievance: Grievance, terms: Terms, *, after: datetime) -> None:
    """Set when colleagues are told next of a limit. The caller saves."""
    grievance.notice_at = next_notice(notices_for(grievance, terms), after=after)


def refs_of(grievance: Grievance, officer: GrievanceOfficer | None) -> dict[str, StoreOwned]:
    """Return what an event of a grievance names: itself, and the colleague who answers for it."""
    refs: dict[str, StoreOwned] = {"grievance": grievance}
    if officer is not None and officer.member is not None:
        refs["member"] = officer.member
    return refs

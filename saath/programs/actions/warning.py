"""Saying in time that a token, or what an app may do, is about to end."""

from __future__ import annotations

from django.db.models import F

from saath.core.clock import now
from saath.programs.events import APP_ENDING, TOKEN_ENDING
from saath.programs.models import AccessToken, Admission
from saath.programs.models.admission import AdmissionQuerySet
from saath.programs.models.token import AccessTokenQuerySet
from saath.programs.rules import WARN_BEFORE
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

MOST_AT_ONCE = 500
Ending = AccessTokenQuerySet | AdmissionQuerySet


@action
def warn_of_ends(actor: Actor) -> int:
    """Say of each token and each admission that ends within seven days that it does, once. Returns how many.

    What was made for no longer ends unannounced, and so does what an app never came for.
    """
    tokens, admissions = AccessToken.objects.own().live(now()), Admission.objects.held(now())
    return _warn(actor, tokens, TOKEN_ENDING) + _warn(actor, admissions, APP_ENDING)


def _warn(actor: Actor, live: Ending, kind: EventKind) -> int:
    ending = live.filter(
        warned_at=None, expires_at__lte=now() + WARN_BEFORE, created_at__lt=F("expires_at") - WARN_BEFORE
    )
    due = list(ending.select_for_update(of=("self",)).order_by("expires_at", "id")[:MOST_AT_ONCE])
    live.filter(pk__in=[row.pk for row in due]).update(warned_at=now())
    for row in due:
        emit(actor, kind, subject=row)
    return len(due)

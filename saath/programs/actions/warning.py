"""Saying in time that a token is about to end."""

from __future__ import annotations

from django.db.models import F

from saath.core.clock import now
from saath.programs.events import TOKEN_ENDING
from saath.programs.models import AccessToken
from saath.programs.rules import WARN_BEFORE
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

MOST_AT_ONCE = 500


@action
def warn_of_ends(actor: Actor) -> int:
    """Say of each token that ends within seven days that it does, once; one made for no longer ends unannounced.

    Returns how many.
    """
    ending = (
        AccessToken.objects.own()
        .live(now())
        .filter(
            warned_at=None, expires_at__lte=now() + WARN_BEFORE, created_at__lt=F("expires_at") - WARN_BEFORE
        )
        .select_for_update(of=("self",))
    )
    tokens = list(ending.order_by("expires_at", "id")[:MOST_AT_ONCE])
    AccessToken.objects.filter(pk__in=[token.pk for token in tokens]).update(warned_at=now())
    for token in tokens:
        emit(actor, TOKEN_ENDING, subject=token)
    return len(tokens)

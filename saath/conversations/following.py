"""Conversations go where the identity goes that they are with."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F, Q
from django.utils.translation import gettext as _

from saath.conversations.models import Conversation
from saath.core.errors import Conflict
from saath.customers.movers import Shift, follows


def check_apart(shift: Shift) -> None:
    """Raise `Conflict` where a conversation that would go was put into one that would stay, or the other way round."""
    goes, also_goes = Q(identity__in=shift.identities), Q(merged_into__identity__in=shift.identities)
    merged = Conversation.objects.filter(customer=shift.source, merged_into__isnull=False)
    both = merged.filter((goes & ~also_goes) | (~goes & also_goes)).select_related("merged_into").first()
    if both is None or both.merged_into is None:
        return
    raise Conflict(
        _("The conversation %(one)s of one of them is part of %(other)s of the other.")
        % {"one": both.reference, "other": both.merged_into.reference},
        what_is_safe=_("Nothing was changed. What one customer says is never shown to another."),
        what_to_do=_("Separate these two conversations first."),
    )


def _follow(shift: Shift) -> None:
    """Move conversations, and answer in those that are left behind where only their own customer reads it."""
    MOVED.follow(shift)
    stay = Q(customer=shift.source, last_identity__in=shift.identities)
    went = Q(customer=shift.target, last_identity__customer=shift.source)
    elsewhere = Conversation.objects.filter(stay | went).order_by("pk").select_for_update(of=("self",))
    ids = list(elsewhere.values_list("pk", flat=True))
    if ids:
        there = Conversation.objects.filter(pk__in=ids)
        there.update(last_identity=None, last_account=None, version=F("version") + 1)


MOVED = follows(Conversation, also={"version": F("version") + 1}, check=check_apart)
CONVERSATIONS = replace(MOVED, follow=_follow)

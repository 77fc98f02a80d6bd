"""By a tag of the store."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.conversations.models import ConversationTag, Tag
from saath.tenancy.actor import Actor


def _choices(actor: Actor) -> Sequence[Choice]:
    return [
        Choice(str(each), name) for each, name in Tag.objects.order_by("key").values_list("public_id", "name")
    ]


def _condition(actor: Actor, value: str) -> Q:
    return Q(pk__in=ConversationTag.objects.filter(tag__public_id=value).values("conversation"))


TAG = Filter("tag", _("Tag"), _choices, _condition)

"""By the channel on which a customer writes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.channels.registry import adapter_class
from saath.conversations.filters import Choice, Filter
from saath.conversations.models import ChannelAccount
from saath.tenancy.actor import Actor


def _choices(actor: Actor) -> Sequence[Choice]:
    used = ChannelAccount.objects.order_by("channel").values_list("channel", flat=True).distinct()
    return [Choice(name, adapter_class(name).capabilities.sign.label) for name in used]


def _condition(actor: Actor, value: str) -> Q:
    return Q(account__in=ChannelAccount.objects.filter(channel=value).values("pk"))


CHANNEL = Filter("channel", _("Channel"), _choices, _condition)

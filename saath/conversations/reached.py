"""On which channels the shop is reached, and by which of them a customer is."""

from __future__ import annotations

from saath.channels.registry import adapter_class
from saath.conversations.models import ChannelAccount, Conversation
from saath.stores.calendar import Hours, hours_of
from saath.stores.channels import Channels
from saath.stores.hours import Calendar
from saath.tenancy.scope import current_store_id


def channels_reached() -> Channels:
    """Return the channels of the shop in scope with what colleagues call them, one statement."""
    used = ChannelAccount.objects.order_by("channel").values_list("channel", flat=True).distinct()
    return [(name, str(adapter_class(name).capabilities.sign.label)) for name in used]


def channel_of(conversation: Conversation) -> str:
    """Return the channel on which a conversation goes on, whose hours its clocks count by."""
    return conversation.account.channel


def hours_for(conversation: Conversation) -> Hours:
    """Return when the customer of a conversation can be answered: the hours of its channel."""
    return hours_of(current_store_id(), channel_of(conversation))


def calendar_for(conversation: Conversation) -> Calendar:
    """Return the calendar of a conversation's channel."""
    return hours_for(conversation).calendar

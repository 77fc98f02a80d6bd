"""Until when a channel lets an answer through: some count from the customer's last message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from saath.channels.base import Capabilities
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.core.errors import BadInput


def window_ends(can: Capabilities, customer_wrote: Iterable[datetime]) -> datetime | None:
    """Return when the last answer may leave, None where the channel sets no time or the customer never wrote."""
    last = max(customer_wrote, default=None)
    return last + can.reply_window if last is not None and can.reply_window is not None else None


def check_window(can: Capabilities, conversation: Conversation) -> None:
    """Raise `BadInput` where an answer comes too late for its channel; asks nothing where that sets no time."""
    if can.reply_window is None:
        return
    wrote = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
    ends = window_ends(can, wrote.order_by("-created_at").values_list("created_at", flat=True)[:1])
    if ends is not None and ends < now():
        raise BadInput(
            _("%(channel)s lets no answer through any more: the customer wrote too long ago.")
            % {"channel": can.sign.label},
            what_to_do=_("Wait until they write again, or write to them by another way."),
            field="text",
        )

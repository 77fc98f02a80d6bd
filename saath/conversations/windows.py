"""Until when a channel lets an answer through: some count from the customer's last message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from saath.channels.base import Capabilities
from saath.conversations.models import Conversation, Message
from saath.conversations.ways import Way
from saath.core.clock import now
from saath.core.errors import BadInput


def window_ends(can: Capabilities, customer_wrote: Iterable[datetime]) -> datetime | None:
    """Return when the last answer may leave, None where the channel sets no time or the customer never wrote."""
    last = max(customer_wrote, default=None)
    return last + can.reply_window if last is not None and can.reply_window is not None else None


def check_window(conversation: Conversation, way: Way) -> None:
    """Raise `BadInput` where an answer comes too late for its channel; asks nothing where that sets no time."""
    if way.can.reply_window is None:
        return
    wrote = Message.objects.filter(identity=way.identity, direction=Message.Direction.IN)
    if way.identity.pk == conversation.identity_id:
        wrote = wrote.filter(conversation=conversation)
    ends = window_ends(way.can, wrote.order_by("-created_at").values_list("created_at", flat=True)[:1])
    if ends is not None and ends < now():
        raise BadInput(
            closed_words(way.can),
            what_to_do=_("Wait until they write again, or answer by another channel."),
            field="text",
        )


def closed_words(can: Capabilities) -> str:
    """Return what to say of a channel that lets no answer through."""
    said = _("%(channel)s lets no answer through any more: the customer wrote too long ago.")
    return said % {"channel": can.sign.label}

"""What comes for somebody who is away goes to who stands in."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, Handover
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.ui.moments import full_text


@action
def cover_for_absent(actor: Actor, conversation: Conversation) -> bool:
    """Hand a conversation whose colleague is away to who stands in, or put it back into the queue; tell whether it went."""
    actor.require("conversation.assign")
    absent = conversation.assignee
    if absent is None or not absent.is_away(now()):
        return False
    stand_in = absent.stand_in
    if stand_in is None or "conversation.reply" not in stand_in.verbs or stand_in.is_away(now()):
        assign_conversation(actor, conversation, to=None)
        return True
    hand_over(
        actor,
        conversation,
        to=stand_in,
        reason=Handover.Reason.AWAY,
        summary=_summary(absent, stand_in),
    )
    return True


def _summary(absent: Member, stand_in: Member) -> str:
    """Return what the one who stands in must know, in their language: until when, and the note."""
    with translation.override(stand_in.person.language):
        until = full_text(absent.away_until, zone=absent.store.zone) if absent.away_until else ""
        said = _("%(name)s is away until %(time)s.") % {"name": absent.display_name, "time": until}
    return "\n\n".join(filter(None, (said, absent.away_note)))

"""Where the composer's answer goes, and what may go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from saath.channels.base import ChannelSign
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import Conversation, Message
from saath.conversations.queries.drafts import ChosenWay, DraftRow
from saath.conversations.queries.thread import ThreadPage
from saath.conversations.queries.ways import ways_of
from saath.conversations.switching import Switching, way_for
from saath.conversations.ways import Way, way_of
from saath.conversations.windows import window_ends
from saath.core.errors import BadInput
from saath.customers.preferences import Reach
from saath.desk.copied import copies_context
from saath.desk.request import StaffRequest
from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Goes:
    """Where the composer's answer goes: `switch` is set where somebody chose it, `back` is where it would go without.

    `why_not` says why nothing may go there any more, `too_much` what of the draft does not fit there.
    """

    way: Way
    back: Way
    switch: ChosenWay | None
    why_not: str
    too_much: BadInput | None
    is_away: bool

    @property
    def is_shown(self) -> bool:
        """Whether the answer goes elsewhere than to where the conversation began."""
        return self.switch is not None or self.is_away

    @property
    def sign(self) -> ChannelSign:
        """Return how the channel is shown."""
        return self.way.can.sign


def ways_context(actor: Actor, page: ThreadPage) -> dict[str, Any]:
    """Return what the composer shows of where its answer goes. It asks nothing more unless another way is chosen."""
    conversation, draft = page.conversation, page.around.drafts.reply
    goes, ends = _chosen(actor, conversation, draft) if draft and draft.switch else _usual(page)
    return {
        "goes": goes,
        "prefers": _liked_better(conversation, goes.way),
        "sign": goes.sign,
        "file_limit": goes.way.can.attachment_limit,
        "can_shape": goes.way.can.has_html,
        "has_ways": page.around.has_other_ways,
        "answerable_until": ends,
        **copies_context(conversation, goes.way.can),
    }


def _liked_better(conversation: Conversation, way: Way) -> Reach | None:
    """Return by what the customer would rather be reached than the way that this answer goes."""
    liked = conversation.customer.reach
    return Reach(liked) if liked and liked != way.account.channel else None


def posted_way(request: StaffRequest, conversation: Conversation) -> Way:
    """Return where the answer in a form goes, as far as it may go there."""
    try:
        return way_for(request.actor, conversation, switching_in(request))
    except BadInput:
        return way_of(conversation)


def switching_in(request: StaffRequest) -> Switching | None:
    """Return the way that a composer was shown with, None for where the customer wrote last."""
    return switching_of_form(request, "way", "way_reason", "way_words")


def switching_of_form(request: StaffRequest, to: str, reason: str, words: str) -> Switching | None:
    """Return the way that a form names in these fields, None where it names none."""
    try:
        identity = UUID(request.POST.get(to, ""))
    except ValueError:
        return None
    return Switching(identity, request.POST.get(reason, ""), request.POST.get(words, ""))


def too_much_for(way: Way, text: str, files: Sequence[Enclosed] = ()) -> BadInput | None:
    """Return what of an answer does not fit into a channel, None where all of it does."""
    try:
        check_answer(way.can, text=text, files=files)
    except BadInput as refused:
        return refused
    return None


def _usual(page: ThreadPage) -> tuple[Goes, datetime | None]:
    conversation = page.conversation
    way = way_of(conversation)
    home = conversation.account.channel
    theirs = (each for each in page.messages if each.direction == Message.Direction.IN)
    said = (each.created_at for each in theirs if (each.channel or home) == way.account.channel)
    is_away = conversation.last_identity_id is not None
    return Goes(way, way, None, "", None, is_away), window_ends(way.can, said)


def _chosen(actor: Actor, conversation: Conversation, draft: DraftRow) -> tuple[Goes, datetime | None]:
    """Return where a draft goes by its choice; where that is gone, where the customer wrote last."""
    switch, back = draft.switch, way_of(conversation)
    offered = (
        each for each in ways_of(actor, conversation) if switch and each.identity.public_id == switch.to
    )
    found = next(offered, None)
    way = found.way if found and found.way else back
    files = [Enclosed(each.name, each.size, each.content_type) for each in draft.files]
    why_not = found.why_not if found else ""
    goes = Goes(way, back, switch if found else None, why_not, too_much_for(way, draft.text, files), False)
    return goes, found.answerable_until if found else None

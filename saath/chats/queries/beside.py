"""What colleagues see of a visitor beside the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saath.chats.models import Visitor
from saath.conversations.models import Conversation
from saath.core.web_addresses import web_address
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

MOST_BROWSERS = 20
# Of one identity: after it is signed, the same person may write from several browsers.
OF_IDENTITY: Prepared[Visitor] = Prepared(
    lambda: Visitor.objects.filter(identity_id=Given("identity")).order_by("-last_seen_at", "-id")[
        :MOST_BROWSERS
    ]
)


@dataclass(frozen=True, slots=True)
class WebPlace:
    """A page of the web: an address that a browser may follow, and how it is said in short."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class VisitorBeside:
    """Where a visitor writes from, how far they have read, and whether they are shut out; of several browsers the one
    from which they wrote last.
    """

    language: str
    page: WebPlace | None
    came_from: WebPlace | None
    seen_message_id: int
    seen_at: datetime | None
    last_seen_at: datetime
    is_blocked: bool
    greeted_with: str


def visitors_of(actor: Actor, conversation: Conversation) -> Sequence[Visitor]:
    """Return the browsers from which a conversation is written, the latest first. Raises `Forbidden`."""
    actor.require("conversation.read")
    return OF_IDENTITY.rows(identity=conversation.last_identity_id or conversation.identity_id)


def visitor_beside(actor: Actor, conversation: Conversation) -> VisitorBeside | None:
    """Return who writes a conversation from the shop's page, None where nobody does; one statement. Raises `Forbidden`."""
    found = visitors_of(actor, conversation)
    if not found:
        return None
    latest, furthest = found[0], max(found, key=lambda each: each.seen_message_id)
    return VisitorBeside(
        language=latest.language,
        page=_place(latest.page_url, latest.page_title),
        came_from=_place(latest.referrer),
        seen_message_id=furthest.seen_message_id,
        seen_at=furthest.seen_at,
        last_seen_at=latest.last_seen_at,
        is_blocked=all(each.blocked_at is not None for each in found),
        greeted_with=latest.greeted_with,
    )


def _place(url: str, title: str = "") -> WebPlace | None:
    """Return a page that a browser may be sent to; what is no web address leads nowhere, whoever has kept it."""
    parts = web_address(url)
    if parts is None:
        return None
    path = parts.path if parts.path != "/" else ""
    return WebPlace(url, title or f"{parts.hostname}{path}")

"""People and what was said: both by one look into the index."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from saath.conversations.models import Conversation
from saath.conversations.queries.find import find_conversations
from saath.conversations.queries.inbox import ConversationRow
from saath.core.clock import now
from saath.desk.channels import sign_of
from saath.search.matching import has_all
from saath.search.query import parse_query
from saath.ui.moments import day_text
from saath.ui.palette import MOST_CHOICES, Asked, Choice, Group

QUEUE_OF: dict[str, str] = {
    Conversation.State.OPEN: "now",
    Conversation.State.PENDING: "customer",
    Conversation.State.SNOOZED: "snoozed",
    Conversation.State.SOLVED: "solved",
    Conversation.State.SPAM: "spam",
}
SHORTEST_WORDS = 2


def conversations(asked: Asked) -> Sequence[Group]:
    """Return the people whose name has every word, then the newest other conversations that have; four statements.

    People are looked for among the newest 50 conversations in which the words stand.
    """
    if len(asked.words) < SHORTEST_WORDS or not asked.actor.may("conversation.read"):
        return []
    query = parse_query(asked.words, is_typing=True)
    rows = find_conversations(asked.actor, asked.words, is_typing=True).rows
    people: dict[int, ConversationRow] = {}
    for row in rows:
        if has_all([row.customer_name], query):
            people.setdefault(row.customer_id, row)
    others = [row for row in rows if row not in people.values()]
    more = reverse("desk:find") + "?" + urlencode({"q": asked.words})
    return [
        Group(_("People"), [_person(row) for row in list(people.values())[:MOST_CHOICES]]),
        Group(_("Conversations"), [_conversation(row, asked) for row in others[:MOST_CHOICES]]),
        Group(_("Everything"), [Choice(_("All conversations with these words"), "search", more)]),
    ]


def _person(row: ConversationRow) -> Choice:
    return Choice(row.customer_name, "user", _address(row), note=row.subject or row.reference)


def _conversation(row: ConversationRow, asked: Asked) -> Choice:
    day = day_text(row.last_message_at, now=now(), zone=asked.zone)
    note = f"{row.customer_name} · {day}"
    return Choice(row.subject or row.reference, sign_of(row.channel).icon, _address(row), note=note)


def _address(row: ConversationRow) -> str:
    return reverse("desk:thread", args=[QUEUE_OF.get(row.state, "now"), row.public_id])

"""What a pushed message says: never more than its reader may see, and no names and words unless they want them."""

from __future__ import annotations

import json

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from saath.conversations.models import Conversation
from saath.stores.models import Member
from saath.team.rules import Kind
from saath.team.said import HEADLINES

MOST_WORDS = 120


def message_of(member: Member, conversation: Conversation, kind: Kind, *, shows_words: bool) -> bytes:
    """Return the JSON for the browser of a member, in their language; needs `person` and `store` loaded."""
    with translation.override(member.person.language):
        headline = str(HEADLINES[kind])
        title, body = headline, member.store.name
        if shows_words:
            title = gettext("%(name)s: %(what)s") % {
                "name": conversation.identity.display_name,
                "what": headline,
            }
            body = conversation.last_text[:MOST_WORDS]
    how = {"rings": True} if kind is Kind.CHAT else {}
    return _said(member, conversation, kind, title=title, body=body, **how)


def message_of_taken(member: Member, conversation: Conversation, name: str) -> bytes:
    """Return the JSON that lets what rang fall silent: the colleague of that name has the conversation now."""
    with translation.override(member.person.language):
        title = gettext("%(name)s has it now") % {"name": name}
    return _said(member, conversation, Kind.CHAT, title=title, body=member.store.name, is_over=True)


def _said(member: Member, conversation: Conversation, kind: Kind, **said: str | bool) -> bytes:
    address = reverse("desk:thread", args=["now", conversation.public_id], urlconf="config.urls.staff")
    where = {"url": address, "tag": f"{conversation.public_id}.{kind}", "lang": member.person.language}
    return json.dumps({**said, **where}, ensure_ascii=False).encode()

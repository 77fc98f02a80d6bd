"""Saved replies in a composer: what the page sent of them, and what it shows of them."""

from __future__ import annotations

from uuid import UUID

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.desk.request import StaffRequest
from saath.writing.facts import Facts
from saath.writing.inserted import Inserted
from saath.writing.queries import list_named
from saath.writing.wordings import CODES

MOST_INSERTED = 20


def facts_of(request: StaffRequest, conversation: Conversation) -> Facts:
    """Return what the values of saved replies are taken from."""
    return Facts(conversation, request.member.display_name, request.store, now())


def inserted_of(request: StaffRequest) -> list[Inserted]:
    """Return the saved replies that the composer says were laid into its answer; unknown ones are left out."""
    named: dict[UUID, str] = {}
    for value in request.POST.getlist("saved")[:MOST_INSERTED]:
        public_id, _dot, language = value.partition(".")
        if language in CODES and (found := _uuid(public_id)):
            named[found] = language
    there = list_named(request.actor, named) if named else {}
    return [
        Inserted(there[public_id], language) for public_id, language in named.items() if public_id in there
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Whether somebody is there, and when an answer comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import translation

from saath.channels.chat import FILE_BYTES, ChatAdapter
from saath.chat_widget.api import answer_json, chat_api
from saath.chat_widget.requests import ChatRequest
from saath.chats.availability import Availability, availability
from saath.chats.queries.page import newest_conversation
from saath.chats.queries.visitors import visitor_of
from saath.chats.said import answers_in_words, hours_in_words, opens_in_words, special_days_in_words
from saath.chats.texts import AWAY, GREETING
from saath.core.clock import now as this_moment
from saath.core.tokens import bearer_token
from saath.stores.models import Member
from saath.stores.shop_name import SHOP_NAME
from saath.tenancy.transactions import read_transaction
from saath.ui.faces import hue, initials

MOST_FACES = 3
Words = Callable[..., str]


@chat_api("GET")
def now(request: ChatRequest) -> HttpResponse:
    """Return how the chat stands in this minute; it never says that somebody is there who is not.

    With a token the place in the queue is the visitor's own.
    """
    language = translation.get_language() or "en"
    with read_transaction():
        stand = availability(request.chat, conversation_id=_conversation(request))
    return answer_json({**_standing(stand, language), "limits": _limits(), "is_on": request.chat.is_on})


def _conversation(request: ChatRequest) -> int | None:
    """Return in which conversation the visitor goes on, None for one who has none, or no good token."""
    visitor = visitor_of(bearer_token(request.headers.get("Authorization", "")))
    found = newest_conversation(visitor.identity_id) if visitor else None
    return found.pk if found else None


def _standing(stand: Availability, language: str) -> dict[str, Any]:
    texts = {name: text.in_language(language).text for name, text in stand.facts.texts.items()}
    return {
        "is_live": stand.is_live,
        **_times(stand, language),
        "people": [_person(member) for member in stand.people[:MOST_FACES]],
        "usual_wait_seconds": stand.usual_wait_seconds,
        "expected_wait_seconds": stand.expected_wait_seconds,
        "queue_place": stand.queue_place,
        "shop": {"name": texts[SHOP_NAME.name]},
        "texts": {"greeting": texts[GREETING.name], "away": texts[AWAY.name]},
    }


def _times(stand: Availability, language: str) -> dict[str, Any]:
    """Return when the shop opens and answers: as moments, and in the words of its own day."""
    calendar, at = stand.facts.calendar, this_moment()

    def said(words: Words, moment: datetime | None) -> str | None:
        return words(moment, now=at, zone=calendar.zone, language=language) if moment else None

    return {
        "opens_at": stand.opens_at.isoformat() if stand.opens_at else None,
        "opens": said(opens_in_words, stand.opens_at),
        "answers_at": stand.answers_by.isoformat() if stand.answers_by else None,
        "answers_by": said(answers_in_words, stand.answers_by),
        "hours": [
            *hours_in_words(calendar.week, language),
            *special_days_in_words(
                stand.facts.hours, today=at.astimezone(calendar.zone).date(), language=language
            ),
        ],
    }


def _person(member: Member) -> dict[str, Any]:
    name = member.display_name
    return {"name": name, "face": initials(name, most=1), "hue": hue(str(member.public_id))}


def _limits() -> dict[str, Any]:
    can = ChatAdapter.capabilities
    return {
        "text": can.text_limit,
        "files": can.attachment_count,
        "file_bytes": FILE_BYTES,
        "media": sorted(can.media),
    }

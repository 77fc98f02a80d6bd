"""Whether somebody is there, and when an answer comes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import translation

from saath.channels.chat import FILE_BYTES, ChatAdapter
from saath.chat_widget.api import answer_json, chat_api
from saath.chat_widget.requests import ChatRequest
from saath.chats.texts import AWAY, GREETING
from saath.stores.shop_name import shop_name
from saath.stores.texts import text_for
from saath.tenancy.transactions import read_transaction


@chat_api("GET")
def now(request: ChatRequest) -> HttpResponse:
    """Return how the chat stands in this minute; it never says that somebody is there who is not."""
    language = translation.get_language() or "en"
    with read_transaction():
        data = {**_standing(), "shop": {"name": shop_name(request.store, language)}}
        data["texts"] = {
            "greeting": text_for(request.store, GREETING, language).text,
            "away": text_for(request.store, AWAY, language).text,
        }
    return answer_json({**data, "limits": _limits(), "is_on": True})


def _standing() -> dict[str, Any]:
    return {
        "is_live": False,
        "opens_at": None,
        "answers_by": None,
        "hours": [],
        "people": [],
        "usual_wait_seconds": None,
        "expected_wait_seconds": None,
        "queue_place": None,
    }


def _limits() -> dict[str, Any]:
    can = ChatAdapter.capabilities
    return {
        "text": can.text_limit,
        "files": can.attachment_count,
        "file_bytes": FILE_BYTES,
        "media": sorted(can.media),
    }

"""Writing a message."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import BinaryIO, cast

from django.http import HttpResponse

from saath.chat_widget.api import answer_json, count, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chat_widget.shown import message_json
from saath.chats.actions.post import post_message
from saath.chats.posts import Post, check_uploads
from saath.chats.queries.page import shown_message
from saath.chats.queries.visitors import actor_of
from saath.chats.rules import page_of_visitor
from saath.conversations.parts import SavedFile, save_uploads
from saath.core.faults import fault_point
from saath.files.names import clean_name

MESSAGES_A_MINUTE = 20


@visitor_api("POST")
def post(request: VisitorRequest) -> HttpResponse:
    """Take a message in: 201 with it, 200 where the same key brought it before."""
    count(request, f"messages:{request.visitor.public_id}", MESSAGES_A_MINUTE)
    visitor, account = request.visitor, request.chat.account
    posted = post_message(actor_of(visitor), visitor, account=account, post=_post(request))
    fault_point("post_after_commit")
    shown = shown_message(visitor, posted.message)
    data = message_json(shown, shop_name=request.store.name)
    return answer_json(data, HTTPStatus.CREATED if posted.is_new else HTTPStatus.OK)


def _post(request: VisitorRequest) -> Post:
    given = request.POST
    return Post(
        key=given.get("key", ""),
        text=given.get("text", ""),
        files=_files(request),
        page=page_of_visitor(
            given.get("page_url", ""), given.get("page_title", ""), given.get("referrer", "")
        ),
        language=given.get("language", ""),
    )


def _files(request: VisitorRequest) -> Sequence[SavedFile]:
    """Put what was sent along on disk, before its message is written; raises `BadInput`, `FileNotKept`."""
    uploads = request.FILES.getlist("files")
    check_uploads([each.size or 0 for each in uploads])
    return save_uploads((clean_name(each.name or ""), cast(BinaryIO, each)) for each in uploads)

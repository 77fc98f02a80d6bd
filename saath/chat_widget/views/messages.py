"""Writing a message."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpResponse

from saath.chat_widget.api import address_of, answer_json, count, id_in, visitor_api
from saath.chat_widget.requests import VisitorRequest
from saath.chat_widget.shown import message_json
from saath.chats.actions.post import post_message
from saath.chats.errors import EnoughFiles
from saath.chats.posts import Post, Posted, check_given, check_uploads
from saath.chats.queries.orders import order_of_visitor
from saath.chats.queries.page import shown_message
from saath.chats.queries.posted import posted_before
from saath.chats.queries.visitors import actor_of
from saath.chats.rules import page_of_visitor
from saath.conversations.limits import Enclosed
from saath.conversations.parts import SavedFile, save_uploads
from saath.core.errors import RateLimited
from saath.core.faults import fault_point
from saath.files.names import clean_name
from saath.files.sniffing import sniff_stream
from saath.tenancy.transactions import read_transaction

MESSAGES_A_MINUTE = 20
BYTES_A_DAY, BYTES_OF_NETWORK_A_DAY, DAY = 100_000_000, 1_000_000_000, 86_400


@visitor_api("POST")
def post(request: VisitorRequest) -> HttpResponse:
    """Take a message in: 201 with it, 200 where the same key brought it before."""
    count(request, f"messages:{request.visitor.public_id}", MESSAGES_A_MINUTE)
    visitor = request.visitor
    posted = _posted_before(request) or post_message(
        actor_of(visitor), visitor, account=request.chat.account, post=_post(request)
    )
    fault_point("post_after_commit")
    shown = shown_message(visitor, posted.message)
    data = message_json(shown, shop_name=request.store.name)
    return answer_json(data, HTTPStatus.CREATED if posted.is_new else HTTPStatus.OK)


def _posted_before(request: VisitorRequest) -> Posted | None:
    """Return what the same key brought before where files came again, so that they are not kept a second time."""
    if not request.FILES:
        return None
    with read_transaction():
        return posted_before(request.visitor, request.POST.get("key", ""))


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
        opener=id_in(given, "opener") if given.get("opener") else None,
        order=_order(request),
    )


def _order(request: VisitorRequest) -> UUID | None:
    return id_in(request.POST, "order") if request.POST.get("order") else None


def _check_order(request: VisitorRequest) -> None:
    named = _order(request)
    if named is not None:
        with read_transaction():
            order_of_visitor(request.visitor, named)


def _files(request: VisitorRequest) -> Sequence[SavedFile]:
    """Put what was sent along on disk, before its message is written and after all that may refuse it.

    Raises `BadInput`, `FileNotKept`, `NotTheirOrder`.
    """
    uploads = request.FILES.getlist("files")
    if not uploads:
        return ()
    sizes = [each.size or 0 for each in uploads]
    check_uploads(sizes)
    named = [(clean_name(each.name or ""), cast(BinaryIO, each)) for each in uploads]
    given = [
        Enclosed(name, size, sniff_stream(stream)) for (name, stream), size in zip(named, sizes, strict=True)
    ]
    check_given(request.POST.get("key", ""), request.POST.get("text", ""), given)
    _check_order(request)
    _count_bytes(request, sum(sizes))
    return save_uploads(named)


def _count_bytes(request: VisitorRequest, size: int) -> None:
    counted = {
        f"bytes:{request.visitor.pk}": BYTES_A_DAY,
        f"bytes from:{address_of(request)}": BYTES_OF_NETWORK_A_DAY,
    }
    try:
        for who, limit in counted.items():
            count(request, who, limit, amount=size, seconds=DAY, is_of_process=False)
    except RateLimited as error:
        raise EnoughFiles() from error

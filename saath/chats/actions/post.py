"""A visitor writes: the row of the ledger and its message are one transaction."""

from __future__ import annotations

from uuid import UUID

from saath.channels.base import Participant, RawDelivery
from saath.channels.chat import chat_delivery
from saath.chats.actions._opened import answer_opener
from saath.chats.errors import Blocked
from saath.chats.events import CHAT_SAID
from saath.chats.models import Visitor
from saath.chats.posts import Post, Posted, check_post, delivery_key
from saath.chats.queries.orders import order_of_visitor
from saath.chats.queries.page import newest_conversation
from saath.chats.rules import language_of_visitor, words_of
from saath.conversations.accounts import adapter_for
from saath.conversations.actions.about import say_order
from saath.conversations.actions.receive import receive_message
from saath.conversations.models import ChannelAccount, IntakeItem, Message
from saath.conversations.parts import SavedParts
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def post_message(actor: Actor, visitor: Visitor, *, account: ChannelAccount, post: Post) -> Posted:
    """Take in what a visitor wrote. The same key again is the same message, whatever it holds the second time.

    Posts of one visitor wait for each other, so that the first two open one conversation. Raises `BadInput`, `Blocked`,
    `NotTheirOrder`.
    """
    check_post(post)
    _hold(visitor, post)
    conversation = newest_conversation(visitor.identity_id)
    delivery = _delivery(visitor, post, conversation.public_id if conversation else None)
    item = IntakeItem(
        account=account,
        source=IntakeItem.Source.CHAT,
        delivery_key=delivery_key(visitor, post.key),
        body=delivery.body.decode(),
        received_at=now(),
    )
    if not insert_unless_there(item):
        earlier = IntakeItem.objects.select_related("message__order").get(delivery_key=item.delivery_key)
        assert earlier.message is not None  # written with its row, and deleted by nobody
        return Posted(earlier.message, is_new=False)
    order = order_of_visitor(visitor, post.order) if post.order is not None else None
    message = _file(actor, item, delivery, post)
    if order is not None:
        say_order(actor, message, order=order)
    if post.opener is not None:
        answer_opener(visitor, message, public_id=post.opener, language=post.language)
    emit(
        actor,
        CHAT_SAID,
        subject=message.conversation,
        refs={"message": message, "customer": visitor.identity.customer},
    )
    fault_point("post_before_commit")
    return Posted(message, is_new=True)


def _hold(visitor: Visitor, post: Post) -> None:
    """Say where the visitor is, which holds their row until the transaction ends, and who they are by now; raises `Blocked`."""
    seen = {
        "language": language_of_visitor(post.language) or visitor.language,
        "page_url": post.page.url,
        "page_title": post.page.title,
        "referrer": post.page.referrer,
        "last_seen_at": now(),
    }
    here = Visitor.objects.filter(pk=visitor.pk, blocked_at=None)
    if here.filter(identity=visitor.identity_id).update(**seen):
        return
    if not here.update(**seen):
        raise Blocked()
    fresh = here.select_related("identity__customer").get()
    visitor.identity, visitor.address_key = fresh.identity, fresh.address_key


def _delivery(visitor: Visitor, post: Post, conversation: UUID | None) -> RawDelivery:
    identity = visitor.identity
    return chat_delivery(
        visitor=Participant(identity.address, identity.name, key=identity.key),
        post_id=f"{visitor.public_id.hex}/{post.key}",
        text=words_of(post.text),
        at=now(),
        conversation=conversation,
        language=language_of_visitor(post.language) or visitor.language,
        proof="signed identity" if identity.proved_at else "",
        files=tuple((each.name, each.saved.content_type) for each in post.files),
        order=str(post.order or ""),
        page={"url": post.page.url, "title": post.page.title, "referrer": post.page.referrer},
    )


def _file(actor: Actor, item: IntakeItem, delivery: RawDelivery, post: Post) -> Message:
    [inbound] = adapter_for(item.account).parse(delivery).messages
    message = receive_message(actor, item, message=inbound, parts=SavedParts(files=tuple(post.files)))
    assert message is not None  # a person's word, from an address that is nobody else's
    return message

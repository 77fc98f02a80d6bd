"""What a visitor wrote after words of ours had shown themselves."""

from __future__ import annotations

from uuid import UUID

from saath.chats.models import Opener, OpenerAnswer, OpenerCount, Visitor
from saath.chats.rules import language_of_visitor
from saath.chats.texts import OPENERS
from saath.conversations.models import Message
from saath.stores.texts import text_for
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


def answer_opener(visitor: Visitor, message: Message, *, public_id: UUID, language: str) -> None:
    """Keep by the message which rule it answers, and in which words; one that is gone by now is let be."""
    opener = Opener.objects.filter(public_id=public_id).first()
    if opener is None:
        return
    store = Store.objects.get(pk=current_store_id())
    said = text_for(store, OPENERS[opener.number], language_of_visitor(language) or store.language).text
    OpenerAnswer.objects.create(message=message, opener=opener, words=said)
    OpenerCount.objects.create(opener=opener, written=1)
    Visitor.objects.filter(public_id=visitor.public_id).update(greeted_with=said)

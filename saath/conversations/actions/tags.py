"""Tags on conversations."""

from __future__ import annotations

import unicodedata

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.triage import locked
from saath.conversations.events import CONVERSATION_TAGGED, CONVERSATION_UNTAGGED
from saath.conversations.models import Conversation, ConversationTag, Tag
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_TAG = 40


def checked_tag(name: str) -> str:
    """Return a tag as it is written down; raises `BadInput`."""
    name = " ".join(unicodedata.normalize("NFC", storable(name)).split())
    if not name or len(name) > LONGEST_TAG:
        raise BadInput(_("A tag has 1 to 40 characters."), field="name")
    return name


@action
def tag_conversation(actor: Actor, conversation: Conversation, *, name: str) -> Tag:
    """Put a tag on a conversation, making the tag where it is new; raises `Forbidden`, `BadInput`."""
    actor.require("conversation.tag")
    name = checked_tag(name)
    # Held before anything is written: two who tag it at once would else wait for one another.
    fresh = locked(conversation)
    tag, _made = Tag.objects.get_or_create(key=name.casefold(), defaults={"name": name})
    _row, is_new = ConversationTag.objects.get_or_create(conversation=fresh, tag=tag)
    if is_new:
        _touch(fresh)
        emit(actor, CONVERSATION_TAGGED, subject=fresh, refs={"tag": tag}, changed=["tags"])
    return tag


@action
def untag_conversation(actor: Actor, conversation: Conversation, *, tag: Tag) -> None:
    """Take a tag off a conversation; raises `Forbidden`."""
    actor.require("conversation.tag")
    fresh = locked(conversation)
    gone, _by_model = ConversationTag.objects.filter(conversation=fresh, tag=tag).delete()
    if gone:
        _touch(fresh)
        emit(actor, CONVERSATION_UNTAGGED, subject=fresh, refs={"tag": tag}, changed=["tags"])


def _touch(conversation: Conversation) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(version=F("version") + 1)

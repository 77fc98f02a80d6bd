"""What the shop's own fields know of a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from saath.conversations.actions.triage import locked
from saath.conversations.events import CONVERSATION_FILLED
from saath.conversations.models import Conversation, ConversationValue
from saath.conversations.queries.fields import values_in
from saath.fields.filling import Filled, fill, found_words, put_back
from saath.fields.kinds import About
from saath.fields.models import Field
from saath.tenancy.actor import Actor
from saath.tenancy.rows import update_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "conversation.fill"


@action
def fill_conversation(
    actor: Actor,
    conversation: Conversation,
    *,
    values: Mapping[UUID, str],
    was: Mapping[UUID, str] | None = None,
) -> Filled:
    """Write what is known of a conversation by field, merged with what others changed since `was`.

    Raises `Forbidden`, `BadInput`, whose `field` is the public id of the field.
    """
    actor.require(VERB)
    fresh = locked(conversation)
    filled = fill(
        actor,
        About.CONVERSATION,
        values_in(fresh),
        new=lambda field: ConversationValue(conversation=fresh, field=field, version=0),
        values=values,
        was=was,
    )
    _tell(actor, fresh, [each.field for each in filled.written])
    return filled


@action
def unfill_conversation(actor: Actor, conversation: Conversation, *, versions: Mapping[UUID, int]) -> None:
    """Undo the changes that made these versions of values, by field; raises `Forbidden`, `Conflict`."""
    actor.require(VERB)
    fresh = locked(conversation)
    _tell(actor, fresh, put_back(actor, values_in(fresh), versions))


def _tell(actor: Actor, conversation: Conversation, fields: Iterable[Field]) -> None:
    """Tell which fields have changed, and let the conversation be found by the new words."""
    told = list(fields)
    if not told:
        return
    conversation.field_words = found_words(values_in(conversation))
    conversation.version += 1
    update_row(conversation, "field_words", "version")
    refs = {f"field_{place}": field for place, field in enumerate(told, start=1)}
    emit(actor, CONVERSATION_FILLED, subject=conversation, refs=refs, changed=["fields"])

"""Somebody begins to write on the shop's page, and signs out there."""

from __future__ import annotations

from saath.channels.chat import NAMESPACE
from saath.chats.actions._visitors import held_visitor
from saath.chats.actions.pushes import remove_pushes_of
from saath.chats.events import CHAT_LEFT
from saath.chats.models import Visitor
from saath.chats.rules import language_of_visitor, name_of, visitor_key
from saath.core.ids import new_public_id
from saath.core.references import new_reference
from saath.customers.actions.recognise import recognise
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VISIT = Actor.system("chat")


@action
def begin_visit(actor: Actor, *, language: str, name: str = "") -> Visitor:
    """Know somebody from now on by a token; they are nobody's earlier self until something proves it.

    A name that they give is theirs to choose and proves nothing.
    """
    visitor = Visitor(language=language_of_visitor(language))
    visitor.identity = recognise(
        actor,
        namespace=NAMESPACE,
        key=visitor_key(visitor.public_id),
        address=new_reference(),
        name=name_of(name),
    )
    return insert_row(visitor)


@action
def end_visit(actor: Actor, visitor: Visitor) -> None:
    """Let the token of a browser open nothing any more: whoever sits there next is somebody else.

    What was said stays with who said it, on their other devices too; this one is told of no answer any more.
    """
    held = held_visitor(visitor)
    held.public_id = new_public_id()
    held.save(update_fields=["public_id"])
    remove_pushes_of(actor, held)
    emit(actor, CHAT_LEFT, subject=held, refs={"customer": held.identity.customer})

"""A part of a file comes in: conversations with their ledger, or mails, and how far that is, both or neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from saath.conversations.actions.past import bring_conversation, bring_messages
from saath.conversations.models import Conversation, Message
from saath.conversations.past import PastConversation, PastMessage
from saath.core.faults import fault_point
from saath.imports.actions._parts import held, remark
from saath.imports.authors import Authors
from saath.imports.models import Bringing, Brought, Piece
from saath.imports.planning import Outcome, Plan
from saath.imports.told import Message as ToldMessage
from saath.imports.words import Words
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action

STATES = {"solved": Conversation.State.SOLVED, "open": Conversation.State.OPEN}
COUNTED = {Outcome.NEW: "new", Outcome.GROWN: "grown", Outcome.SAME: "same", Outcome.OUT: "out"}


@action
def take_part(
    actor: Actor,
    bringing: Bringing,
    *,
    plans: Sequence[Plan],
    authors: Authors,
    words: Mapping[str, Words],
) -> Bringing:
    """Bring some conversations in, or only count them while a file is checked. `words` are by the message's key.

    Nothing is done where another run was faster, or somebody has paused it.
    """
    fresh = held(bringing)
    if not fresh.is_busy or fresh.place != bringing.place:
        return fresh
    for each in plans:
        if fresh.state == Bringing.State.RUNNING and each.outcome in (Outcome.NEW, Outcome.GROWN):
            _bring(actor, fresh, each, authors, words)
        name = COUNTED.get(each.outcome, "faulty")
        setattr(fresh, name, getattr(fresh, name) + 1)
        fresh.messages += len(each.messages)
        said = [(each.told.key, trouble, said) for trouble, said in each.remarks]
        more = (words[said.key].remarks for said in each.messages if said.key in words)
        remark(fresh, said + [(each.told.key, trouble, name) for found in more for trouble, name in found])
    fresh.place, fresh.done = plans[-1].piece_id, fresh.done + len(plans)
    fresh.save()
    fault_point("move_in_before_commit")
    return fresh


@action
def take_mails(
    actor: Actor,
    bringing: Bringing,
    *,
    entered: Iterable[int],
    new: int,
    known: int,
    place: int,
) -> Bringing:
    """Write down which rows of the ledger some mails of a file became, and how many are new and known, or would be.

    Nothing where another run was faster.
    """
    fresh = held(bringing)
    if not fresh.is_busy or fresh.place != bringing.place:
        return fresh
    rows = list(dict.fromkeys(entered))
    Piece.objects.bulk_create(
        [Piece(bringing=fresh, kind=Piece.Kind.MAIL, key=str(row)) for row in rows], ignore_conflicts=True
    )
    fresh.new, fresh.same = fresh.new + new, fresh.same + known
    fresh.done, fresh.place = place, place
    fresh.save()
    return fresh


def _bring(
    actor: Actor, bringing: Bringing, planned: Plan, authors: Authors, words: Mapping[str, Words]
) -> None:
    past = [_past(actor, planned, each, authors, words[each.key]) for each in planned.messages]
    if planned.known is not None:
        written = bring_messages(actor, planned.known, past=past)
        _enter(bringing, planned.messages, written)
        return
    account = authors.shop.account_for(planned.told.channel)
    whole = _whole(actor, bringing, planned, past, authors)
    # First the ledger: where another run has just brought the same, nothing is written.
    row = insert_row(Brought(origin=bringing.origin, kind=Brought.Kind.CONVERSATION, key=planned.told.key))
    row.conversation, written = bring_conversation(actor, account, past=whole)
    row.save(update_fields=["conversation"])
    _enter(bringing, planned.messages, written)


def _whole(
    actor: Actor, bringing: Bringing, planned: Plan, past: Sequence[PastMessage], authors: Authors
) -> PastConversation:
    told, choices = planned.told, authors.shop.choices
    assignee = authors.shop.member_of(told.assignee)
    named = (choices.tags.get(tag, tag) for tag in told.tags)
    return PastConversation(
        identity=authors.identity(actor, told.person or f"conversation:{told.key}"),
        at=told.at,
        state=STATES.get(planned.status, Conversation.State.PENDING),
        subject=" ".join(told.subject.split()),
        messages=tuple(past),
        assignee_id=assignee.pk if assignee else None,
        follows=_followed(bringing, planned),
        priority=Conversation.Priority(told.priority or Conversation.Priority.NORMAL),
        tags=tuple(tag for tag in named if tag),
        values=planned.values or {},
    )


def _past(actor: Actor, planned: Plan, said: ToldMessage, authors: Authors, words: Words) -> PastMessage:
    author = authors.author(actor, planned.told, said)
    return PastMessage(
        key=said.key,
        at=said.at,
        direction=author.direction,
        text=words.text,
        folded_text=words.folded_text,
        identity=author.identity,
        author_id=author.member_id,
        former_author=author.former_name,
        is_automatic=author.is_machine,
        parts=words.parts,
    )


def _followed(bringing: Bringing, planned: Plan) -> Conversation | None:
    """Return the conversation that this one goes on from; one that is no older leads in a circle."""
    if not planned.told.follows:
        return None
    row = (
        Brought.objects.filter(
            origin=bringing.origin, kind=Brought.Kind.CONVERSATION, key=planned.told.follows
        )
        .select_related("conversation")
        .first()
    )
    if row is None or row.conversation is None or row.conversation.created_at >= planned.told.at:
        return None
    return row.conversation


def _enter(bringing: Bringing, told: Sequence[ToldMessage], written: Sequence[Message]) -> None:
    Brought.objects.bulk_create(
        Brought(origin=bringing.origin, kind=Brought.Kind.MESSAGE, key=each.key, message=message)
        for each, message in zip(told, written, strict=True)
    )

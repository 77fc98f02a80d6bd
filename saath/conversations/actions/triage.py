"""Who has a conversation, and whether it is done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._handovers import refuse_who_left
from saath.conversations.actions._solving import (
    check_resolution,
    end_solution,
    refuse_missing,
    standing_solution,
    write_solution,
)
from saath.conversations.actions.owed import end_owed
from saath.conversations.actions.turns import nobodys_turn, our_turn, save_turn, their_turn, waiting_since
from saath.conversations.events import (
    CONVERSATION_ASSIGNED,
    CONVERSATION_AWAITS,
    CONVERSATION_REOPENED,
    SOLUTION_CHANGED,
)
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import held_anew
from saath.conversations.rules import needs_reason
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.tenancy.transactions import action, current_write
from saath.timeline.emit import emit


class NeedsReason(Conflict):
    """Somebody has the conversation: it is handed over with a reason and a summary."""

    message = _("Somebody has this conversation.")
    what_is_safe = _("Nothing was changed.")
    what_to_do = _("Say why it goes to somebody else, and what they must know.")


@action
def assign_conversation(
    actor: Actor, conversation: Conversation, *, to: Member | None, because: StoreOwned | None = None
) -> Conversation:
    """Give a conversation to a member, or to nobody; `because` is a row that says why, which its event names.

    Raises `Forbidden`, `NotFound` for one who has left, `NeedsReason` where it has to be handed over and nothing says why.
    """
    actor.require("conversation.assign")
    refuse_who_left(to)
    fresh = locked(conversation)
    to_id = to.pk if to else None
    if because is None and needs_reason(owner_id=fresh.assignee_id, to_id=to_id, giver_id=actor.member_id):
        raise NeedsReason()
    if fresh.assignee_id != to_id:
        fresh.assignee = to
        save_turn(fresh, "assignee")
        emit(
            actor,
            CONVERSATION_ASSIGNED,
            subject=fresh,
            refs={name: row for name, row in (("member", to), ("because", because)) if row is not None},
            changed=["assignee"],
        )
    return fresh


@action
def solve_conversation(
    actor: Actor,
    conversation: Conversation,
    *,
    resolution: str = Conversation.Resolution.ANSWER,
    update: str = "",
    is_quiet: bool = False,
) -> Conversation:
    """Call a conversation done, with what solved it; one that is done already gets the other resolution.

    Where it owes an update, `update` says what became of it: "kept" or "withdrawn". Quietly, the customer is not asked
    whether it is sorted. Raises `Forbidden`, `BadInput`, `OwesUpdate` where it owes one and nothing is said of it,
    `FieldsMissing`, `ItemsMissing`.
    """
    actor.require("conversation.solve")
    check_resolution(resolution)
    fresh = locked(conversation)
    if fresh.state == Conversation.State.SOLVED:
        _resolve_anew(actor, fresh, resolution)
        return fresh
    refuse_missing(fresh)
    end_owed(actor, fresh, update)
    nobodys_turn(fresh, Conversation.State.SOLVED)
    fresh.solved_at, fresh.resolution = now(), resolution
    write_solution(actor, fresh, resolution, is_quiet=is_quiet)
    save_turn(fresh)
    return fresh


@action
def await_customer(actor: Actor, conversation: Conversation) -> Conversation:
    """Leave a conversation to the customer without an answer; raises `Forbidden`."""
    actor.require("conversation.solve")
    fresh = locked(conversation)
    if fresh.state != Conversation.State.PENDING:
        end_solution(fresh, how="withdrawn")
        their_turn(fresh)
        fresh.solved_at = None
        save_turn(fresh)
        emit(actor, CONVERSATION_AWAITS, subject=fresh, changed=["state"])
    return fresh


@action
def reopen_conversation(actor: Actor, conversation: Conversation) -> Conversation:
    """Take a conversation that is solved, or left to the customer, back onto the desk; raises `Forbidden`."""
    actor.require("conversation.solve")
    fresh = locked(conversation)
    if fresh.state in (Conversation.State.SOLVED, Conversation.State.PENDING):
        end_solution(fresh, how="withdrawn")
        our_turn(fresh, waiting_since(fresh) or now())
        save_turn(fresh)
        emit(actor, CONVERSATION_REOPENED, subject=fresh, changed=["state"])
    return fresh


def _resolve_anew(actor: Actor, conversation: Conversation, resolution: str) -> None:
    standing = standing_solution(conversation)
    if conversation.resolution == resolution:
        return
    if standing is not None:
        standing.resolution = resolution
        standing.save(update_fields=["resolution"])
    conversation.resolution = resolution
    save_turn(conversation)
    emit(actor, SOLUTION_CHANGED, subject=conversation, changed=["resolution"])


def locked(conversation: Conversation) -> Conversation:
    """Return the row as it is now with whom it is about, held until the transaction ends.

    Where it was merged away meanwhile, it is the one that has its words now. SQLite's writer holds everything anyway.
    """
    held_in, conversation.held_in = conversation.held_in, None
    if held_in is not None and held_in is current_write():
        return conversation
    return held_anew(conversation)

"""What every way of solving has in common, and of taking it back: parts of their actions."""

from __future__ import annotations

from django.db.models import DateTimeField
from django.utils.translation import gettext_lazy as _

from saath.checklists.errors import ItemsMissing
from saath.conversations.accounts import capabilities_of
from saath.conversations.actions.turns import their_turn
from saath.conversations.events import CONVERSATION_SOLVED
from saath.conversations.models import Conversation, Message, Solution
from saath.conversations.queries.checklists import name_of_list, needed_lists
from saath.conversations.queries.fields import missing_to_solve
from saath.conversations.reopening import tell_of_reopening
from saath.conversations.solving.rules import Asking, may_be_asked
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.fields.errors import FieldsMissing
from saath.stores.calendar import settings_of
from saath.stores.links import shopper_origin
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.rows import insert_row
from saath.tenancy.scope import current_store_id
from saath.tenancy.updates import PreparedUpdate
from saath.timeline.emit import emit_row


def _ends_what_stands(how: str) -> PreparedUpdate:
    return PreparedUpdate(
        lambda: (
            Solution.objects.filter(
                conversation_id=Given("conversation"), reopened_at=None, withdrawn_at=None
            ),
            {f"{how}_at": Given("at", DateTimeField())},
        )
    )


ENDED = {how: _ends_what_stands(how) for how in ("reopened", "withdrawn")}


def refuse_missing(conversation: Conversation) -> None:
    """Raise `FieldsMissing`, `ItemsMissing` where the shop wants something known or done before a conversation is solved."""
    missing = missing_to_solve(conversation)
    if missing:
        raise FieldsMissing(missing)
    if lists := needed_lists(conversation):
        raise ItemsMissing(name_of_list(each.names) for each in lists)


def check_resolution(resolution: str) -> None:
    """Raise `BadInput` for what is none of the ways to put something right."""
    if resolution not in Conversation.Resolution.values:
        raise BadInput(_("Choose with what it is solved."), field="resolution")


def write_solution(
    actor: Actor, conversation: Conversation, resolution: str, *, answer: Message | None = None,
    is_quiet: bool = False,
) -> Solution:  # fmt: skip
    """Write down that a conversation is solved, and whether its answer asks the customer about it; raises `BadInput`."""
    check_resolution(resolution)
    solved_at = conversation.solved_at or now()
    asked_in = answer if answer is not None and _may_ask_in(answer, conversation) else None
    event = emit_row(actor, CONVERSATION_SOLVED, subject=conversation, changed=["state"])
    solution = Solution(
        conversation=conversation,
        resolution=resolution,
        solved_by_id=actor.member_id,
        solved_at=solved_at,
        is_quiet=is_quiet,
        answer=answer,
        asked_in=asked_in,
        asked_at=solved_at if asked_in else None,
        event_id=event.pk,
    )
    return insert_row(solution)


def standing_solution(conversation: Conversation) -> Solution | None:
    """Return with what a conversation stands solved, None where nothing is known of it."""
    solutions = Solution.objects.filter(conversation=conversation, reopened_at=None, withdrawn_at=None)
    return solutions.order_by("-id").first()


def end_solution(conversation: Conversation, *, how: str) -> None:
    """Let a solved conversation be solved no more: "reopened" by its customer, or "withdrawn" by a colleague."""
    if conversation.state == Conversation.State.SOLVED:
        ENDED[how].run(conversation=conversation.pk, at=now())
        if how == "reopened":
            tell_of_reopening(conversation)


def restore_solution(conversation: Conversation) -> None:
    """Put a conversation back to what solved it before, or to its customer. The caller saves."""
    before = standing_solution(conversation)
    if before is None:
        their_turn(conversation)
        conversation.solved_at = None
        return
    conversation.state, conversation.solved_at = Conversation.State.SOLVED, before.solved_at
    conversation.resolution, conversation.confirmed_at = before.resolution, before.confirmed_at


def may_ask(conversation: Conversation, *, is_in_copy: bool = False) -> bool:
    """Tell whether the customer may be written to and asked if it is sorted, as far as the conversation knows.

    Who reads us where they write is asked there.
    """
    store_id = current_store_id()
    if capabilities_of(conversation).is_here:
        return False
    asking = Asking(
        is_wanted=settings_of(store_id).asks_if_sorted and bool(shopper_origin(store_id)),
        is_proved=conversation.identity.proved_at is not None,
        is_answered=conversation.first_answered_at is not None,
        is_in_copy=is_in_copy,
    )
    return may_be_asked(asking)


def _may_ask_in(answer: Message, conversation: Conversation) -> bool:
    return may_ask(conversation, is_in_copy=len(answer.recipients) > 1)

"""Giving a conversation to whom the shop's rule chooses, and writing down why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from saath.conversations.actions.triage import assign_conversation, locked
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.models import RoutingDecision, RoutingSettings
from saath.promises.routing.events import CONVERSATION_ROUTED
from saath.promises.routing.facts import Colleague, colleagues, rings, wanted_for
from saath.promises.routing.rules import Because, Choice, Reason, Refusal, choose, refusal
from saath.promises.routing.settings import Mode, held_settings
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action, current_write
from saath.timeline.emit import emit

State, Outcome = Conversation.State, RoutingDecision.Outcome
Reopened = RoutingSettings.Reopened
# Who owned it is asked for these alone: what they have already is no reason against what is theirs.
KEEPS_AWAY = (Refusal.MAY_NOT, Refusal.OFF, Refusal.AWAY, Refusal.CLOSED, Refusal.NOT_HERE)


@action
def route_conversation(actor: Actor, conversation: Conversation) -> RoutingDecision | None:
    """Give a conversation that waits and nobody has to whom the rule chooses, or say whom it suggests, or why nobody.

    None where it is off, somebody has it, its customer is here, or nothing is new. Raises `Forbidden`.
    """
    actor.require("conversation.assign")
    settings = held_settings()
    fresh = locked(conversation)
    at = now()
    is_over = fresh.state != State.OPEN or fresh.assignee_id is not None
    if settings is None or is_over or rings(fresh, at=at):
        return None
    team = colleagues(settings, at=at)
    choice = choose([each.candidate for each in team], wanted_for(fresh.pk, settings, team, at=at), at)
    return _give(actor, fresh, choice, team, is_suggested=settings.mode == Mode.SUGGEST, at=at)


@action
def route_reopened(actor: Actor, conversation: Conversation, *, had_by: int) -> RoutingDecision | None:
    """Settle who has a conversation that its customer has taken up again: who had it, where they are here, else as the shop
    has chosen. None where it is off or stays, or where somebody else has it by now. Raises `Forbidden`.
    """
    actor.require("conversation.assign")
    settings = held_settings()
    fresh = locked(conversation)
    at = now()
    is_over = fresh.state != State.OPEN or fresh.assignee_id not in (None, had_by)
    if settings is None or settings.reopened == Reopened.STAYS or is_over or rings(fresh, at=at):
        return None
    team = colleagues(settings, at=at)
    wanted = wanted_for(fresh.pk, settings, team, at=at)
    owner = next((each for each in team if each.member.pk == had_by), None)
    why = refusal(owner.candidate, wanted, at) if owner else Refusal.MAY_NOT
    if owner is not None and fresh.assignee_id and why not in KEEPS_AWAY:
        return _write(actor, fresh, Outcome.KEPT, owner.member, [Because(Reason.HAD)], at=at)
    return _put_back(actor, fresh, settings, Because(f"owner_{why}"), at=at)


def _put_back(
    actor: Actor, conversation: Conversation, settings: RoutingSettings, why: Because, *, at: datetime
) -> RoutingDecision:
    """Put a conversation back into the queue with a note; where somebody has put it there already, leave the note alone."""
    outcome = Outcome.LEFT if settings.reopened == Reopened.QUEUE else Outcome.NOBODY
    if conversation.assignee_id is None:
        return _write(actor, conversation, outcome, None, [why], at=at)
    decision = _decide(conversation, outcome, None, [why], at=at)
    conversation.held_in = current_write()
    assign_conversation(actor, conversation, to=None, because=decision)
    return decision


@action
def put_back_of_leaver(actor: Actor, conversation: Conversation) -> None:
    """Put a conversation that waits for us back into the queue, for who has it works here no more. Raises `Forbidden`."""
    actor.require("conversation.assign")
    fresh = locked(conversation)
    if fresh.assignee is not None and not fresh.assignee.is_active and fresh.state == State.OPEN:
        decision = _decide(fresh, Outcome.NOBODY, None, [Because("owner_left")], at=now())
        fresh.held_in = current_write()
        assign_conversation(actor, fresh, to=None, because=decision)


@action
def forget_suggestions_of(actor: Actor, member: Member) -> None:
    """Let nobody be told to give something to a colleague who is not there now."""
    suggested = RoutingDecision.objects.filter(stands=True, outcome=Outcome.SUGGESTED, member=member)
    suggested.update(stands=False)


def _give(
    actor: Actor,
    conversation: Conversation,
    choice: Choice,
    team: Sequence[Colleague],
    *,
    is_suggested: bool,
    at: datetime,
) -> RoutingDecision | None:
    to = next((each.member for each in team if each.member.pk == choice.member_id), None)
    if to is None:
        return _say_nobody(actor, conversation, choice, at=at)
    if is_suggested:
        return _write(actor, conversation, Outcome.SUGGESTED, to, choice.reasons, at=at)
    decision = _decide(conversation, Outcome.GIVEN, to, choice.reasons, at=at)
    conversation.held_in = current_write()
    assign_conversation(actor, conversation, to=to, because=decision)
    return decision


def _say_nobody(
    actor: Actor, conversation: Conversation, choice: Choice, *, at: datetime
) -> RoutingDecision | None:
    """Write down why nobody gets it; where that stands there already, what is told in the thread follows the reasons as they
    change. At night nobody wonders.
    """
    if any(each.code == Refusal.CLOSED for each in choice.reasons):
        return None
    stands = RoutingDecision.objects.filter(conversation=conversation, stands=True).first()
    if stands is None or stands.outcome != Outcome.NOBODY or stands.tells_of_owner:
        return _write(actor, conversation, Outcome.NOBODY, None, choice.reasons, at=at)
    reasons = [each.as_json() for each in choice.reasons]
    if reasons != stands.reasons:
        stands.reasons = reasons
        stands.save(update_fields=["reasons"])
    return None


def _write(
    actor: Actor,
    conversation: Conversation,
    outcome: str,
    member: Member | None,
    reasons: Sequence[Because],
    *,
    at: datetime,
) -> RoutingDecision:
    """Write a decision down that moves nothing, and tell of it in the thread."""
    decision = _decide(conversation, outcome, member, reasons, at=at)
    refs = {"because": decision, **({"member": member} if member else {})}
    emit(actor, CONVERSATION_ROUTED, subject=conversation, refs=refs)
    return decision


def _decide(
    conversation: Conversation,
    outcome: str,
    member: Member | None,
    reasons: Sequence[Because],
    *,
    at: datetime,
) -> RoutingDecision:
    RoutingDecision.objects.filter(conversation=conversation, stands=True).update(stands=False)
    return RoutingDecision.objects.create(
        conversation=conversation,
        member=member,
        outcome=outcome,
        reasons=[each.as_json() for each in reasons],
        created_at=at,
    )

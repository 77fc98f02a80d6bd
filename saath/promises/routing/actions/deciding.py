"""Giving a conversation to whom the shop's rule chooses, and writing down why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from saath.conversations.actions.triage import assign_conversation, locked
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.promises.models import RoutingDecision, RoutingSettings
from saath.promises.routing.events import CONVERSATION_ROUTED
from saath.promises.routing.facts import (
    Colleague,
    answers,
    colleagues,
    is_begun,
    last_given,
    rings,
    standing,
    wanted_for,
)
from saath.promises.routing.rules import (
    Because,
    Choice,
    Ranked,
    Reason,
    Refusal,
    better_than,
    choose,
    refusal,
)
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
    if settings is None or is_over or rings(fresh, at=at):
        return None
    team = colleagues(settings, at=at)
    owner = next((each for each in team if each.member.pk == had_by), None)
    if owner is not None and settings.reopened == Reopened.STAYS:
        return None
    wanted = wanted_for(fresh.pk, settings, team, at=at)
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
def route_anew(actor: Actor, conversation: Conversation) -> RoutingDecision | None:
    """Look again who a conversation suits that was given out, now that more is known of it.

    It goes to whom it suits better while who has it has not opened it and nobody has answered; else it stays, and who would
    fit better is written down. A suggestion is made anew. None where nothing is new. Raises `Forbidden`.
    """
    actor.require("conversation.assign")
    settings = held_settings()
    fresh = locked(conversation)
    at = now()
    if settings is None or fresh.state != State.OPEN or rings(fresh, at=at):
        return None
    if fresh.assignee_id is None:
        return _suggest_anew(actor, fresh, settings, at=at)
    given = last_given(fresh)
    if given is None or given.member_id != fresh.assignee_id:
        return None  # a person has decided who has it
    return _move_on(actor, fresh, settings, given, at=at)


@action
def put_back_of_leaver(actor: Actor, conversation: Conversation) -> None:
    """Put a conversation that waits for us back into the queue, for who has it answers nobody here any more.

    Whether what comes is given out or not. Raises `Forbidden`.
    """
    actor.require("conversation.assign")
    fresh = locked(conversation)
    if fresh.assignee is not None and not answers(fresh.assignee) and fresh.state == State.OPEN:
        decision = _decide(fresh, Outcome.NOBODY, None, [Because("owner_left")], at=now())
        fresh.held_in = current_write()
        assign_conversation(actor, fresh, to=None, because=decision)


@action
def forget_suggestions_of(actor: Actor, member: Member) -> None:
    """Let nobody be told to give something to a colleague who is not there now."""
    suggested = RoutingDecision.objects.filter(stands=True, outcome=Outcome.SUGGESTED, member=member)
    suggested.update(stands=False)


def _suggest_anew(
    actor: Actor, conversation: Conversation, settings: RoutingSettings, *, at: datetime
) -> RoutingDecision | None:
    """Suggest whom a conversation suits now, where somebody was suggested for it; whatever else waits is looked at anyway."""
    stands = standing(conversation)
    if stands is None or stands.outcome != Outcome.SUGGESTED:
        return None
    team = colleagues(settings, at=at)
    wanted = wanted_for(conversation.pk, settings, team, at=at)
    choice = choose([each.candidate for each in team], wanted, at)
    if choice.member_id in (None, stands.member_id):
        return None
    return _give(actor, conversation, choice, team, is_suggested=True, at=at)


def _move_on(
    actor: Actor,
    conversation: Conversation,
    settings: RoutingSettings,
    given: RoutingDecision,
    *,
    at: datetime,
) -> RoutingDecision | None:
    """Give a conversation to whom it suits better than who was given it, or say that somebody would fit better."""
    team = colleagues(settings, at=at)
    holder = next((each for each in team if each.member.pk == given.member_id), None)
    if holder is None:
        return None
    wanted = wanted_for(conversation.pk, settings, team, at=at)
    best = better_than(holder.candidate, [each.candidate for each in team], wanted, at)
    if best is None:
        _fits_no_better(conversation)
        return None
    to = next(each.member for each in team if each.member.pk == best.candidate.member_id)
    is_free = given.outcome == Outcome.GIVEN and settings.mode == Mode.ASSIGN
    if not is_free or is_begun(conversation, holder.member, since=given.created_at):
        return _say_who_fits(actor, conversation, to, best, at=at)
    decision = _decide(conversation, Outcome.GIVEN, to, [Because(Reason.ANEW), *best.reasons], at=at)
    conversation.held_in = current_write()
    assign_conversation(actor, conversation, to=to, because=decision)
    return decision


def _say_who_fits(
    actor: Actor, conversation: Conversation, to: Member, best: Ranked, *, at: datetime
) -> RoutingDecision | None:
    """Write down who would fit better than who has it; of each of them the thread tells once, with the reasons of now."""
    rows = RoutingDecision.objects.filter(conversation=conversation)
    said = rows.filter(outcome=Outcome.FITS, member=to).first()
    if said is not None:
        rows.filter(stands=True).update(stands=False)
        said.stands, said.reasons = True, [each.as_json() for each in best.reasons]
        said.save(update_fields=["stands", "reasons"])
        return None
    return _write(actor, conversation, Outcome.FITS, to, best.reasons, at=at)


def _fits_no_better(conversation: Conversation) -> None:
    """Let what was said of somebody who would fit better stand no more."""
    said = RoutingDecision.objects.filter(conversation=conversation, stands=True, outcome=Outcome.FITS)
    said.update(stands=False)


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
    reasons = [*_why_its_turn(conversation), *choice.reasons]
    decision = _decide(conversation, Outcome.GIVEN, to, reasons, at=at)
    fault_point("routing_decided")
    conversation.held_in = current_write()
    assign_conversation(actor, conversation, to=to, because=decision)
    fault_point("routing_before_commit")
    return decision


def _why_its_turn(conversation: Conversation) -> list[Because]:
    return [Because(Reason.PRIORITY, conversation.priority)] if conversation.is_raised else []


def _say_nobody(
    actor: Actor, conversation: Conversation, choice: Choice, *, at: datetime
) -> RoutingDecision | None:
    """Write down why nobody gets it; where that stands there already, what is told in the thread follows the reasons as they
    change. At night nobody wonders.
    """
    if any(each.code == Refusal.CLOSED for each in choice.reasons):
        return None
    stands = standing(conversation)
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

"""Taking a step of the shop's chain for a promise: telling whom it names, and giving it to who is to answer."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.triage import assign_conversation, locked
from saath.conversations.models import Conversation, Handover
from saath.promises.chain.rules import Step, Whom, is_last, reach, steps_at
from saath.promises.chain.standing import Shift, shift_for
from saath.promises.clocks.stepping import ASKED_OF
from saath.promises.clocks.terms import chain_of_shop
from saath.promises.models import Clock
from saath.stores.models import Member
from saath.team.actions.covering import cover_for_absent
from saath.team.actions.telling import tell_colleagues
from saath.team.models import Escalation
from saath.team.rules import Happened, Kind
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.ui.moments import full_text


@action
def escalate(actor: Actor, clock: Clock) -> bool:
    """Take the steps of the place in the chain to which a clock that still runs has come, once; tell whether they were taken.

    Where whoever has it is away it goes to who stands in. A hand-over says in the thread why it went on. Raises `Forbidden`.
    """
    actor.require("conversation.assign")
    conversation = locked(clock.conversation)
    fresh = Clock.objects.get(pk=clock.pk)
    if fresh.outcome or fresh.running_since is None or fresh.kind not in ASKED_OF:
        return False
    taken = Escalation(clock=fresh, step=str(fresh.reached))
    if not insert_unless_there(taken):
        return False
    chain = chain_of_shop()
    for step in steps_at(chain, warn_percent=fresh.warn_percent, reached=fresh.reached):
        conversation = _take(
            actor, conversation, fresh, step, ends=is_last(chain, step, warn_percent=fresh.warn_percent)
        )
    Escalation.objects.filter(pk=taken.pk).update(member_id=conversation.assignee_id)
    return True


def _take(actor: Actor, conversation: Conversation, clock: Clock, step: Step, *, ends: bool) -> Conversation:
    """Give it to whom a step names and tell who is to hear; return the conversation as it is then."""
    if step.whom in (Whom.OWNER, Whom.PRESENT) and cover_for_absent(actor, conversation):
        conversation = locked(conversation)
    shift = shift_for(conversation)
    found = reach(step, shift.standing, is_last=ends)
    if found.gives_to is not None:
        conversation = _give(actor, conversation, clock, shift.members[found.gives_to], shift)
    tell_colleagues(actor, conversation, happened=_promised(conversation, found.hear))
    return conversation


def _promised(conversation: Conversation, told: tuple[int, ...]) -> Happened:
    return Happened(Kind.PROMISE, assignee_id=conversation.assignee_id, told=told)


def _give(actor: Actor, conversation: Conversation, clock: Clock, to: Member, shift: Shift) -> Conversation:
    owner = conversation.assignee
    if owner is None:
        assign_conversation(actor, conversation, to=to)
    else:
        is_here = owner.pk in shift.standing.present
        reason = Handover.Reason.LOAD if is_here else Handover.Reason.AWAY
        hand_over(
            actor, conversation, to=to, reason=reason, summary=_summary(clock, owner, to, is_here=is_here)
        )
    return locked(conversation)


def _summary(clock: Clock, owner: Member, to: Member, *, is_here: bool) -> str:
    """Return why it went on, in the language of who gets it."""
    with translation.override(to.person.language):
        due = full_text(clock.due_at, zone=to.store.zone) if clock.due_at else ""
        said = {"name": owner.display_name, "time": due}
        if is_here:
            return _("%(name)s has not answered, and %(time)s is promised.") % said
        return _("%(name)s is not at the desk, and %(time)s is promised.") % said

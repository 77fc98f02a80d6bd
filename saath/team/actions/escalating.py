"""Taking a step before a promise is missed: telling who has it, giving it to who is here, telling everybody."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.triage import assign_conversation, locked
from saath.conversations.models import Conversation, Handover
from saath.promises.models import Clock
from saath.stores.models import Member
from saath.team.actions.covering import cover_for_absent
from saath.team.actions.telling import tell_colleagues
from saath.team.escalating.presence import present_with_load
from saath.team.escalating.rules import Standing, Step, taker
from saath.team.models import Escalation
from saath.team.rules import Happened, Kind
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.ui.moments import full_text

ASKED_OF = (Clock.Kind.FIRST_ANSWER, Clock.Kind.NEXT_ANSWER, Clock.Kind.SOLUTION, Clock.Kind.UPDATE)


@action
def escalate(actor: Actor, clock: Clock, *, step: Step) -> bool:
    """Take a step of the chain for a clock that still runs, once; tell whether it was taken. Raises `Forbidden`.

    Whoever is away gives it to who stands in. What nobody has goes to who is at the desk with the fewest, and a hand-over
    says in the thread why it went on.
    """
    actor.require("conversation.assign")
    conversation = locked(clock.conversation)
    fresh = Clock.objects.get(pk=clock.pk)
    if fresh.outcome or fresh.running_since is None or fresh.kind not in ASKED_OF:
        return False
    taken = Escalation(clock=fresh, step=step.value)
    if not insert_unless_there(taken):
        return False
    _give(actor, conversation, fresh, step)
    assignee_id = Conversation.objects.values_list("assignee_id", flat=True).get(pk=conversation.pk)
    Escalation.objects.filter(pk=taken.pk).update(member_id=assignee_id)
    is_everybodys = step is Step.EVERYBODY
    told = Happened(Kind.PROMISE, assignee_id=None if is_everybodys else assignee_id)
    tell_colleagues(actor, conversation, happened=told)
    return True


def _give(actor: Actor, conversation: Conversation, clock: Clock, step: Step) -> None:
    if step is not Step.EVERYBODY and cover_for_absent(actor, conversation):
        conversation = locked(conversation)
    owner = conversation.assignee
    standing = Standing(
        owner.pk if owner else None, present_with_load(), owner.stand_in_id if owner is not None else None
    )
    to = Member.objects.filter(pk=taker(step, standing) or 0).select_related("person", "store").first()
    if to is None:
        return
    if owner is None:
        assign_conversation(actor, conversation, to=to)
    else:
        summary = _summary(clock, owner, to)
        hand_over(actor, conversation, to=to, reason=Handover.Reason.AWAY, summary=summary)


def _summary(clock: Clock, owner: Member, to: Member) -> str:
    """Return why it went on, in the language of who gets it."""
    with translation.override(to.person.language):
        due = full_text(clock.due_at, zone=to.store.zone) if clock.due_at else ""
        return _("%(name)s is not at the desk, and %(time)s is promised.") % {
            "name": owner.display_name,
            "time": due,
        }

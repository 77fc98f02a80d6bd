"""The deeds of conversations themselves; `config/wiring.py` registers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._handovers import checked_words
from saath.conversations.actions._priority import check_priority
from saath.conversations.actions._solving import check_resolution
from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.priority import set_priority
from saath.conversations.actions.snooze import IsClosed, check_until, snooze_conversation
from saath.conversations.actions.spam import call_spam, call_wanted
from saath.conversations.actions.tags import checked_tag, tag_conversation, untag_conversation
from saath.conversations.actions.triage import assign_conversation, reopen_conversation, solve_conversation
from saath.conversations.models import Conversation, Tag
from saath.conversations.rules import needs_reason
from saath.conversations.sweeping.deeds import Deed, Do, Values
from saath.core.errors import BadInput, NotFound
from saath.stores.models import Member
from saath.tenancy.actor import Actor

SPAM = Conversation.State.SPAM
SOLVE, ASSIGN, TAG = "conversation.solve", "conversation.assign", "conversation.tag"


def _assigning(actor: Actor, values: Values) -> Do:
    """Give to a member by id, or to nobody; with a reason also what somebody has already."""
    to = Member.objects.active().filter(pk=values["to"]).first() if values["to"] else None
    if values["to"] and to is None:
        raise NotFound()

    def give(conversation: Conversation) -> None:
        owner_id, to_id = conversation.assignee_id, to.pk if to else None
        is_handed = needs_reason(owner_id=owner_id, to_id=to_id, giver_id=actor.member_id)
        if to is not None and is_handed and values.get("reason"):
            words = {name: values[name] for name in ("reason", "words", "summary")}
            hand_over(actor, conversation, to=to, **words)
        else:
            assign_conversation(actor, conversation, to=to)

    return give


def _checked_giving(actor: Actor, values: Values) -> dict[str, Any]:
    """Keep whom it goes to and, where somebody's is handed over, why; raises `BadInput`."""
    if not values.get("reason") and not values.get("is_handed"):
        return {"to": values["to"]}
    words, summary = checked_words(
        values.get("reason", ""), values.get("words", ""), values.get("summary", "")
    )
    return {"to": values["to"], "reason": values["reason"], "words": words, "summary": summary}


def _solving(actor: Actor, values: Values) -> Do:
    def solve(conversation: Conversation) -> None:
        if conversation.state == SPAM:
            raise IsClosed()
        solve_conversation(
            actor, conversation, resolution=values["resolution"], is_quiet=values.get("is_quiet", False)
        )

    return solve


def _checked_solving(actor: Actor, values: Values) -> dict[str, Any]:
    check_resolution(values.get("resolution", ""))
    return {"resolution": values["resolution"], "is_quiet": bool(values.get("is_quiet"))}


def _tagging(actor: Actor, values: Values) -> Do:
    return lambda conversation: tag_conversation(actor, conversation, name=values["name"]) and None


def _untagging(actor: Actor, values: Values) -> Do:
    tag = Tag.objects.filter(key=values["name"].casefold()).first()
    return lambda conversation: untag_conversation(actor, conversation, tag=tag) if tag else None


def _checked_tag(actor: Actor, values: Values) -> dict[str, Any]:
    return {"name": checked_tag(values.get("name", ""))}


def _checked_known_tag(actor: Actor, values: Values) -> dict[str, Any]:
    name = checked_tag(values.get("name", ""))
    if not Tag.objects.filter(key=name.casefold()).exists():
        raise BadInput(_("There is no such tag."), what_to_do=_("Choose one that is there."), field="name")
    return {"name": name}


def _snoozing(actor: Actor, values: Values) -> Do:
    until = datetime.fromisoformat(values["until"])
    return lambda conversation: snooze_conversation(actor, conversation, until=until) and None


def _checked_time(actor: Actor, values: Values) -> dict[str, Any]:
    check_until(values["until"])
    return {"until": values["until"].isoformat()}


def _prioritizing(actor: Actor, values: Values) -> Do:
    return lambda conversation: set_priority(actor, conversation, **values) and None


def _checked_priority(actor: Actor, values: Values) -> dict[str, Any]:
    check_priority(values.get("priority", ""))
    return {"priority": values["priority"]}


OWN = (
    Deed("assign", ASSIGN, _assigning, _checked_giving),
    Deed("tag", TAG, _tagging, _checked_tag),
    Deed("untag", TAG, _untagging, _checked_known_tag),
    Deed("prioritize", ASSIGN, _prioritizing, _checked_priority),
    Deed("snooze", SOLVE, _snoozing, _checked_time),
    Deed("solve", SOLVE, _solving, _checked_solving),
    Deed("reopen", SOLVE, lambda actor, values: lambda each: reopen_conversation(actor, each) and None),
    Deed("spam", SOLVE, lambda actor, values: lambda each: call_spam(actor, each) and None),
    Deed("wanted", SOLVE, lambda actor, values: lambda each: call_wanted(actor, each) and None),
)

"""The ledger in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saath.conversations.ledger_rules import words_of_rule, words_of_source
from saath.conversations.models import Conversation, IntakeItem

State = IntakeItem.State

STATES: dict[str, Promise | str] = {
    "accepted": _("Became a message"),
    "repeat": _("Came again"),
    "ignored": _("Not a message"),
    "quarantined": _("Put aside"),
    "failed": _("Could not be read"),
    "waiting": _("Waits to be read"),
}
# What a row says; spam is counted with the messages, for it is one.
OUTCOMES = {**STATES, "spam": _("Lies in the queue Spam")}
_SIGNS = {
    State.ACCEPTED: ("check", "c-good"),
    State.IGNORED: ("info", "dim"),
    State.QUARANTINED: ("lock", "c-hurry"),
    State.FAILED: ("alert", "c-bad"),
    State.RECEIVED: ("clock", "dim"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the sign with its tone, what became of it, from whom and about what, and how it came."""

    item: IntakeItem
    icon: str
    tone: str
    outcome: str
    why: str
    sender: str
    subject: str
    source: str


def line_of(item: IntakeItem) -> Line:
    """Return a row of the ledger in the language of the page; its message's conversation is loaded."""
    icon, tone = ("close", "dim") if _key(item) == "spam" else _SIGNS[State(item.state)]
    return Line(
        item=item,
        icon=icon,
        tone=tone,
        outcome=str(OUTCOMES[_key(item)]),
        why=_why(item),
        sender=str(item.envelope.get("mail_from") or item.envelope.get("mailbox") or ""),
        subject=item.message.conversation.subject if item.message else "",
        source=words_of_source(item.source),
    )


def _key(item: IntakeItem) -> str:
    if item.state == State.RECEIVED:
        return "waiting"
    if item.is_repeat:
        return "repeat"
    return "spam" if _is_spam(item) else item.state


def _is_spam(item: IntakeItem) -> bool:
    if item.state != State.ACCEPTED or item.message is None:
        return False
    return item.message.conversation.state == Conversation.State.SPAM


def _why(item: IntakeItem) -> str:
    if item.state == State.FAILED:
        return gettext("Saath stumbled over it (%(error)s). It is kept.") % {"error": item.error}
    return words_of_rule(item.rule) if item.rule else ""

"""The rules of the ledger in words, and what a person may do about them. Pure but for the row that is asked about."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import IntakeItem

State, Source = IntakeItem.State, IntakeItem.Source
Words = Promise | str

RULES: dict[str, Words] = {
    "repeat": _("The same mail was here already."),
    "bounce": _("A mail server says that a message of ours did not arrive. It stands at that message."),
    "complaint": _("A message of ours was called spam. It stands at that message."),
    "delivery-notice": _("A mail server says that a message of ours arrived."),
    "read-receipt": _("A mail program says that a message of ours was opened."),
    "auto-submitted": _("A machine wrote it and says so."),
    "report": _("It is a report of a mail server."),
    "null-return-path": _("It asks for no answer, as machines do."),
    "auto-reply-header": _("It is an automatic reply."),
    "auto-reply-subject": _("It is an automatic reply."),
    "precedence": _("It was sent to many people at once."),
    "list": _("It came by a mailing list."),
    "precedence-list": _("It came by a mailing list."),
    "machine-sender": _("It comes from an address that nobody reads."),
    "domain-report": _("It is a report about your domain."),
    "sent-by-us": _("We wrote it ourselves."),
    "from-ourselves": _("It comes from an address of yours and names nobody to answer."),
    "nothing-inside": _("There is nothing in it."),
    "answers-nothing-here": _("It answers nothing that is here."),
    "from-somebody-else": _("Somebody else wrote it, though it lies with your sent mail."),
    "already-here": _("It is here already as an answer of yours."),
    "relayed": _("It passed through several of your addresses and was read once."),
    "too-large": _("It is too large to be taken in whole. It is still in the mailbox."),
    "cannot-be-fetched": _("The mailbox did not give it out. It is still there."),
}
UNMATCHED = "-unmatched"
SOURCES: dict[str, Words] = {
    Source.SMTP: _("straight to Saath"),
    Source.LMTP: _("from your mail server"),
    Source.IMAP: _("from a mailbox"),
    Source.SENT_COPY: _("from sent mail"),
    Source.FILE: _("from a file"),
    Source.CHAT: _("from the chat"),
    Source.FORM: _("from the form for grievances"),
}
# Our own mail, and what machines tell about it: neither is a customer's word.
_STAYS = frozenset(
    {"sent-by-us", "already-here", "bounce", "complaint", "delivery-notice", "read-receipt", "nothing-inside"}
)


def words_of_rule(rule: str) -> str:
    """Return a rule in the language of the page; one that we have no words for is named."""
    if rule.endswith(UNMATCHED):
        return gettext("A mail server tells about a message that is not ours.")
    known = RULES.get(rule)
    return str(known) if known else gettext("By the rule “%(rule)s”.") % {"rule": rule}


def words_of_source(source: str) -> str:
    """Return how a thing came, in the language of the page."""
    return str(SOURCES.get(source, source))


def may_be_released(item: IntakeItem) -> bool:
    """Tell whether a person may let a thing in that a rule kept out."""
    return (
        item.state in (State.IGNORED, State.QUARANTINED)
        and item.source != Source.SENT_COPY
        and item.rule not in _STAYS
        and not item.rule.endswith(UNMATCHED)
    )


def may_be_read_again(item: IntakeItem) -> bool:
    """Tell whether reading a thing again may help: it failed, or waits with nobody to read it."""
    return item.state in (State.FAILED, State.RECEIVED)

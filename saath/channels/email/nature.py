"""Who speaks in a mail: a person, a responder, a mail server or a list. Whether we do is known above: our ids are there."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message

from saath.channels.base import Nature, NatureKind, Participant
from saath.channels.email import headers
from saath.channels.email.auto_words import is_answering_machine, is_domain_report
from saath.channels.email.automatic import automatic_rule
from saath.channels.email.bounce_text import read_bounce
from saath.channels.email.reports import read_report

_LIST_RULES = frozenset({"list", "precedence-list"})


def nature_of(
    mail: Message, *, text: str, mail_from: str | None, sender: Participant, own: Sequence[str] = ()
) -> Nature:
    """Return who speaks. `text` is the mail's words, `mail_from` the envelope's return path ('' = null, None =
    unknown), `own` the addresses of the account (canonical keys): a list under one of them brings people's words.
    """
    report = read_report(mail)
    if report:
        return report
    bounce = read_bounce(mail, text=text, mail_from=mail_from, sender=sender.address, sender_name=sender.name)
    if bounce:
        return bounce
    subject = headers.text_of(mail, "Subject")
    rule = automatic_rule(mail, mail_from=mail_from, sender=sender.address, own=own)
    if rule in _LIST_RULES:
        return Nature(NatureKind.LIST, rule)
    if not rule and is_answering_machine(subject):
        rule = "auto-reply-subject"
    if not rule and is_domain_report(subject):
        rule = "domain-report"
    return Nature(NatureKind.AUTOMATIC, rule) if rule else Nature()

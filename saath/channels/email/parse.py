"""A raw mail to an InboundMessage; whatever comes, something readable comes out."""

from __future__ import annotations

import email
import hashlib
from collections.abc import Sequence
from email.message import Message

from django.utils.translation import gettext

from saath.channels.base import InboundMessage, Nature, Participant, RawDelivery, ThreadToken
from saath.channels.email import headers
from saath.channels.email.automatic import refuses_auto_answer
from saath.channels.email.bodies import read_body
from saath.channels.email.charsets import decode
from saath.channels.email.clean import clean_html
from saath.channels.email.fingerprint import fingerprint
from saath.channels.email.limits import readable
from saath.channels.email.marks import without_marks
from saath.channels.email.nature import nature_of
from saath.channels.email.read_policy import READ
from saath.channels.email.segments import folded_text, segments_of_marked, visible_text, with_own_words
from saath.channels.email.sender_proof import Trust, prove_sender
from saath.channels.email.sound import sound_message
from saath.channels.email.spam_signs import spam_signs
from saath.channels.email.tokens import TokenKeys, find_tokens

_RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_SHOWN_OF_UNREADABLE = 20_000


NO_TRUST = Trust()


def parse_mail(
    delivery: RawDelivery, keys: TokenKeys | None = None, *, own: Sequence[str] = (), trust: Trust = NO_TRUST
) -> InboundMessage:
    """Return what the mail says. Never raises: a mail that breaks the reader becomes its raw text and a note.

    `keys` find our thread tokens in its addresses and references; without them none is found. `own` are canonical
    keys of our addresses. `trust` says by whose word a sender is proved; without it nobody is.
    """
    try:
        mail = email.message_from_bytes(readable(delivery.body), policy=READ)
        message = _parse(mail, delivery, keys, own, trust)
    except Exception:  # a stranger's octets must not stop the mails behind them
        message = _unreadable(delivery)
    return sound_message(message)


def _parse(
    mail: Message, delivery: RawDelivery, keys: TokenKeys | None, own: Sequence[str], trust: Trust
) -> InboundMessage:
    body = read_body(mail)
    sender = _sender(mail)
    marked = body.marked_text
    segments = with_own_words(segments_of_marked(marked), body.card_text)
    text = "\n\n".join(filter(None, (without_marks(marked), body.card_text)))
    provider_id = next(iter(headers.message_ids(headers.all_of(mail, "Message-ID"))), None)
    nature = nature_of(mail, text=text, mail_from=delivery.mail_from, sender=sender, own=own)
    return InboundMessage(
        provider_id=provider_id,
        fingerprint=fingerprint(mail, delivery.body),
        sender=sender,
        text=text,
        visible_text=visible_text(segments),
        folded_text=folded_text(segments),
        segments=segments if len(segments) > 1 else (),
        html=clean_html(body.page) if body.page else "",
        subject=headers.text_of(mail, "Subject"),
        to=headers.participants(headers.all_of(mail, "To")),
        cc=headers.participants(headers.all_of(mail, "Cc")),
        reply_to=headers.participants(headers.all_of(mail, "Reply-To")),
        sent_at=headers.moment(headers.first_of(mail, "Date")),
        attachments=tuple(body.attachments),
        thread_tokens=_tokens(mail, delivery, sender, keys, nature),
        references=_references(mail),
        nature=nature,
        refuses_auto_answer=refuses_auto_answer(mail),
        language_hint=headers.first_of(mail, "Content-Language")[:35],
        proof=prove_sender(mail, delivery.body, trust),
        spam=spam_signs(mail, trust),
        unreadable=tuple(dict.fromkeys(body.unreadable)),
    )


def _sender(mail: Message) -> Participant:
    for name in ("From", "Sender", "Reply-To", "Return-Path"):
        people = headers.participants(headers.all_of(mail, name))
        if people:
            return people[0]
    return Participant("", headers.text_of(mail, "From")[:200])


def _references(mail: Message) -> tuple[str, ...]:
    chain = headers.all_of(mail, "References") + headers.all_of(mail, "In-Reply-To")
    return headers.message_ids(chain)


def _tokens(
    mail: Message, delivery: RawDelivery, sender: Participant, keys: TokenKeys | None, nature: Nature
) -> tuple[ThreadToken, ...]:
    if keys is None:
        return ()
    values = [value for name in _RECIPIENT_HEADERS for value in headers.all_of(mail, name)]
    people = [participant.address for participant in headers.participants(values)]
    return find_tokens(
        addresses=[*delivery.recipients, *people],
        message_ids=[*_references(mail), *filter(None, [nature.original_message_id])],
        sender=sender.address,
        keys=keys,
    )


def _unreadable(delivery: RawDelivery) -> InboundMessage:
    note = gettext("[This mail could not be read. It is shown as it came, and kept.]")
    text = f"{note}\n\n{decode(delivery.body[:_SHOWN_OF_UNREADABLE])}"
    return InboundMessage(
        provider_id=None,
        fingerprint=hashlib.sha256(delivery.body).hexdigest(),
        sender=Participant(delivery.mail_from or ""),
        text=text,
        visible_text=text,
        unreadable=("message/rfc822",),
    )

"""An OutboundMessage to a mail: plain text first, then one quiet column of HTML, signed by the person.

RFC 5322 and 2045 through the stdlib, RFC 3834 for automatic mails. No value can add a header: line breaks
and control characters end before the header does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import uuid4

from saath.channels.base import Account, OutboundAttachment, OutboundMessage, Participant, Rejected
from saath.channels.email.mail_text import html_body, text_body
from saath.channels.email.wire_policy import WIRE, WIRE_UTF8
from saath.core.mail_addresses import BadAddress, needs_smtputf8, split_address

MAX_SUBJECT_CHARACTERS = 250
MAX_NAME_CHARACTERS = 100
MAX_REFERENCES = 20

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ENCODED = "=?"
_ID = re.compile(r"[^\s<>\x00-\x1f\x7f\ud800-\udfff]{1,900}")
_TYPE = re.compile(r"([a-z0-9][a-z0-9!#$&^_.+-]{0,60})/([a-z0-9][a-z0-9!#$&^_.+-]{0,60})", re.I)


def compose_mail(message: OutboundMessage, account: Account, *, now: datetime | None = None) -> EmailMessage:
    """Return the mail. Raises Rejected where an address is none; `now` stands in for no `created_at`."""
    mail = EmailMessage(policy=WIRE_UTF8 if needs_utf8(message, account) else WIRE)
    try:
        _set_addresses(mail, message, account)
    except BadAddress as error:
        raise Rejected(f"bad address: {error}") from error
    _set_identity(mail, message, now=now)
    mail.set_content(_sound(text_body(message, account)))
    mail.make_alternative(_boundary())
    mail.add_alternative(_sound(html_body(message, account)), subtype="html")
    if message.attachments:
        mail.make_mixed(_boundary())
    for attachment in message.attachments:
        _attach(mail, attachment)
    if message.language:  # last: the stdlib moves earlier Content- headers into the first part
        mail["Content-Language"] = one_line(message.language, 35)
    return mail


def needs_utf8(message: OutboundMessage, account: Account) -> bool:
    """Whether the headers must be UTF-8 because an address in them is beyond ASCII (RFC 6532)."""
    people = (*message.to, *message.cc, Participant(account.address), Participant(message.reply_address))
    return any(needs_smtputf8(participant.address) for participant in people)


def one_line(text: str, limit: int) -> str:
    """Return text fit for a header: one line, no control characters, at most `limit` characters.

    Nor does an encoded word (RFC 2047) stay one: the stdlib would decode it, with the line breaks that it holds.
    """
    return " ".join(_CONTROL.sub(" ", text).split()).replace(_ENCODED, "= ?")[:limit]


def _set_addresses(mail: EmailMessage, message: OutboundMessage, account: Account) -> None:
    if not message.to:
        raise BadAddress("nobody to send to")
    shop = message.shop_name or account.name
    names = [name for name in (message.sender_name, shop) if name.strip()]
    mail["From"] = _address(Participant(account.address, ", ".join(names)))
    mail["To"] = [_address(participant) for participant in message.to]
    if message.cc:
        mail["Cc"] = [_address(participant) for participant in message.cc]
    if message.reply_address:
        mail["Reply-To"] = _address(Participant(message.reply_address, shop))


def _set_identity(mail: EmailMessage, message: OutboundMessage, *, now: datetime | None) -> None:
    mail["Subject"] = one_line(message.subject, MAX_SUBJECT_CHARACTERS)
    mail["Date"] = format_datetime(message.created_at or now or datetime.now(UTC))
    mail["Message-ID"] = next(_ids([message.message_id]), None) or _refuse("no Message-ID")
    chain = list(_ids(message.references))
    if chain:
        mail["In-Reply-To"] = chain[-1]
        mail["References"] = " ".join(_bounded(chain))
    if message.is_automatic:
        mail["Auto-Submitted"] = "auto-replied" if chain else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"


def _boundary() -> str:
    """Return a line that no part holds: the stdlib would look through each for one of its own."""
    return f"=_{uuid4().hex}"


def _address(participant: Participant) -> Address:
    local, domain = split_address(participant.address)
    display = one_line(participant.name, MAX_NAME_CHARACTERS)
    username = _unquoted(local)
    if _ENCODED in username:
        raise BadAddress("the part before the @ holds an encoded word")
    return Address(display_name=display, username=username, domain=domain)


def _unquoted(local: str) -> str:
    return re.sub(r"\\(.)", r"\1", local[1:-1]) if local.startswith('"') else local


def _ids(values: Iterable[str]) -> Iterator[str]:
    return (f"<{bare}>" for value in values if _ID.fullmatch(bare := value.strip().strip("<>")))


def _bounded(chain: list[str]) -> list[str]:
    """Keep where the thread began and its newest ids (RFC 5322 3.6.4 leaves the length to us)."""
    return chain if len(chain) <= MAX_REFERENCES else [chain[0], *chain[-(MAX_REFERENCES - 1) :]]


def _attach(mail: EmailMessage, attachment: OutboundAttachment) -> None:
    found = _TYPE.fullmatch(attachment.content_type)
    main, sub = (found[1].lower(), found[2].lower()) if found else ("application", "octet-stream")
    if main in ("multipart", "message"):
        main, sub = "application", "octet-stream"
    name = one_line(attachment.name, MAX_NAME_CHARACTERS) or "attachment"
    mail.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name)


def _sound(text: str) -> str:
    """Return text without what UTF-8 cannot carry: halves of characters, from broken input."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _refuse(reason: str) -> str:
    raise Rejected(reason)

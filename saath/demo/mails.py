"""Mails as mail programs make them, with what the shop's own mail server found out about them written on top."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from saath.demo.story import AnswersElsewhere, Customer, CustomerWrites, Enclosure, MachineWrites, OtherWrites
from saath.demo.team import MAIL_SERVER

NAME = "Paanch Takiye"
Writes = CustomerWrites | OtherWrites | MachineWrites | AnswersElsewhere


def mail_of(
    deed: Writes, customer: Customer, *, shop: str, subject: str, message_id: str, at: datetime
) -> EmailMessage:
    """Compose the mail of a deed in a conversation with a customer; the caller adds what it answers."""
    mail = EmailMessage()
    mail["Subject"], mail["Date"], mail["Message-ID"] = subject, format_datetime(at), message_id
    match deed:
        case MachineWrites():
            mail["From"], mail["To"] = formataddr((customer.name, customer.address)), shop
            _add(mail, deed.headers)
            mail.set_content(deed.text)
        case CustomerWrites():
            mail["From"], mail["To"] = formataddr((customer.name, customer.address)), shop
            _written_by(mail, deed, shop, at)
        case OtherWrites():
            mail["From"], mail["To"] = formataddr((deed.sender, deed.address)), shop
            if not deed.is_aside:
                mail["Cc"] = formataddr((customer.name, customer.address))
            prove(mail, deed.address)
            mail.set_content(deed.text)
        case AnswersElsewhere():
            mail["From"], mail["To"] = formataddr((NAME, shop)), formataddr((customer.name, customer.address))
            mail.set_content(_signed(deed.text, deed.signature))
    return mail


def prove(mail: EmailMessage, address: str) -> None:
    """Write on top what the shop's mail server says of a mail whose sender's domain vouches for it (RFC 8601)."""
    domain = address.rpartition("@")[2]
    mail["Authentication-Results"] = f"{MAIL_SERVER}; dmarc=pass header.from={domain}"


def _written_by(mail: EmailMessage, deed: CustomerWrites, shop: str, at: datetime) -> None:
    if deed.copies:
        mail["Cc"] = ", ".join(deed.copies)
    if deed.is_proved:
        prove(mail, mail["From"].addresses[0].addr_spec)
    _add(mail, deed.headers)
    mail.set_content(_with_quote(_signed(deed.text, deed.signature), deed.quotes, shop, at))
    if deed.html:
        mail.add_alternative(deed.html, subtype="html")
    for enclosure in deed.enclosures:
        _enclose(mail, enclosure)


def _add(mail: EmailMessage, headers: tuple[tuple[str, str], ...]) -> None:
    for name, value in headers:
        mail[name] = value


def _signed(text: str, signature: str) -> str:
    return f"{text.rstrip()}\n\n{signature}" if signature else text


def _with_quote(text: str, quotes: str, to: str, at: datetime) -> str:
    if not quotes:
        return text
    quoted = "\n".join(f"> {line}" for line in quotes.splitlines())
    return f"{text}\n\nOn {at:%a, %d %b %Y at %H:%M}, {NAME} <{to}> wrote:\n\n{quoted}\n"


def _enclose(mail: EmailMessage, enclosure: Enclosure) -> None:
    main, _slash, sub = enclosure.content_type.partition("/")
    if not enclosure.content_id:
        mail.add_attachment(enclosure.data, main, sub, filename=enclosure.name)
        return
    html = mail.get_body(("html",))
    if isinstance(html, EmailMessage):
        html.add_related(
            enclosure.data,
            main,
            sub,
            cid=f"<{enclosure.content_id}>",
            filename=enclosure.name,
            disposition="inline",
        )

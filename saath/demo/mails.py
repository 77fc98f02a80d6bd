"""A customer's mail as their mail program would make it."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from saath.demo.story import Customer, CustomerWrites, Enclosure, MachineWrites


def customer_mail(
    customer: Customer,
    *,
    to: str,
    subject: str,
    message_id: str,
    at: datetime,
    deed: CustomerWrites | MachineWrites,
) -> EmailMessage:
    """Compose the mail of a deed; the caller adds what it answers."""
    mail = EmailMessage()
    mail["From"], mail["To"] = formataddr((customer.name, customer.address)), to
    mail["Subject"], mail["Date"] = subject, format_datetime(at)
    mail["Message-ID"] = message_id
    match deed:
        case MachineWrites():
            for name, value in deed.headers:
                mail[name] = value
            mail.set_content(deed.text)
        case CustomerWrites():
            mail.set_content(_with_quote(deed, to, at))
            if deed.html:
                mail.add_alternative(deed.html, subtype="html")
            for enclosure in deed.enclosures:
                _enclose(mail, enclosure)
    return mail


def _with_quote(deed: CustomerWrites, to: str, at: datetime) -> str:
    if not deed.quotes:
        return deed.text
    quoted = "\n".join(f"> {line}" for line in deed.quotes.splitlines())
    return f"{deed.text}\n\nOn {at:%a, %d %b %Y at %H:%M}, Paanch Takiye <{to}> wrote:\n\n{quoted}\n"


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

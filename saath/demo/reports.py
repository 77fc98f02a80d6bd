"""What mail servers send back about our answers (RFC 3464, RFC 5965)."""

from __future__ import annotations

from datetime import datetime
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import format_datetime

from saath.demo.story import ServerReports

SUBJECTS = {
    "bounced": "Undelivered Mail Returned to Sender",
    "late": "Delayed Mail (still being retried)",
    "complained": "Complaint about message",
}
ACTIONS = {"bounced": "failed", "late": "delayed"}


def report_mail(
    deed: ServerReports, *, about: str, customer: str, shop: str, message_id: str, at: datetime
) -> EmailMessage:
    """Compose a server's report about the answer with the id `about`, which went to the address of a customer."""
    server = f"mx.{customer.rpartition('@')[2]}"
    mail = EmailMessage()
    mail["From"], mail["To"] = f"MAILER-DAEMON@{server}", shop
    mail["Subject"], mail["Date"], mail["Message-ID"] = SUBJECTS[deed.report], format_datetime(at), message_id
    mail.set_content(f"This is the mail system at {server}, about a message to {customer}.\n")
    kind, fields = _fields(deed, server, customer)
    mail.make_mixed()
    mail.attach(_part(f"message/{kind}", fields))
    mail.attach(_part("text/rfc822-headers", f"Message-ID: {about}\n"))
    mail.set_type("multipart/report")
    mail.set_param("report-type", kind)
    return mail


def _fields(deed: ServerReports, server: str, customer: str) -> tuple[str, str]:
    if deed.report == "complained":
        return "feedback-report", "Feedback-Type: abuse\nUser-Agent: loop/1\nVersion: 1\n"
    return "delivery-status", (
        f"Reporting-MTA: dns; {server}\n\nFinal-Recipient: rfc822; {customer}\n"
        f"Action: {ACTIONS[deed.report]}\nStatus: {deed.status}\n"
    )


def _part(content_type: str, text: str) -> EmailMessage:
    part = message_from_string(f"Content-Type: {content_type}\n\n{text}", policy=policy.default)
    assert isinstance(part, EmailMessage)
    return part

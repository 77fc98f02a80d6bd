"""Servers that take mail for others, as their help pages name them."""

from __future__ import annotations

from dataclasses import dataclass

# Services with an API, by the kind of way that leads there.
SERVICES = {"mailgun": "Mailgun", "brevo": "Brevo"}
BREVO_HOST = "api.brevo.com"
MAILGUN_HOSTS = {"us": "api.mailgun.net", "eu": "api.eu.mailgun.net"}


@dataclass(frozen=True, slots=True)
class Place:
    """A server and its port for STARTTLS."""

    host: str
    port: int = 587


SERVER_OF_SIGN_IN = {"google": Place("smtp.gmail.com"), "microsoft": Place("smtp.office365.com")}
# For the form of a server, by the end of the shop's mailbox server.
SERVER_OF_MAILBOX = {
    "imap.gmail.com": Place("smtp.gmail.com"),
    "imap.zoho.in": Place("smtp.zoho.in"),
    "imap.hostinger.com": Place("smtp.hostinger.com"),
    "imap.secureserver.net": Place("smtpout.secureserver.net"),
}

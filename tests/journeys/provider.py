"""A mail provider: the shop's mailbox lies there, and what customers write to the shop comes there."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage

from tests.dovecot import Dovecot
from tests.journeys.customer import Customer


@dataclass(frozen=True)
class CustomerOfProvider(Customer):
    """A customer whose mails reach the shop's mailbox and not Saath's own door."""

    provider: Dovecot
    mailbox: str

    def _send(self, mail: EmailMessage) -> EmailMessage:
        self.provider.put(mail.as_bytes(), user=self.mailbox)
        return mail

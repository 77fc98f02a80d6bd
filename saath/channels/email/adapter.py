"""E-mail as a channel: one account is one address of the shop with its way out."""

from __future__ import annotations

import hashlib
from typing import cast
from uuid import UUID

from django.utils.translation import gettext_lazy

from saath.channels.base import (
    Account,
    Capabilities,
    ChannelSign,
    IntakeResult,
    OutboundMessage,
    RawDelivery,
    Rejected,
    SendResult,
)
from saath.channels.email import tokens
from saath.channels.email.compose import compose_mail, needs_utf8
from saath.channels.email.dkim_sign import keys_from_text, sign
from saath.channels.email.dns_txt import look_up_txt
from saath.channels.email.headers import key_of
from saath.channels.email.parse import parse_mail
from saath.channels.email.sender_proof import Trust
from saath.channels.email.smtp_out import blames_sender
from saath.channels.email.transport import transport_of
from saath.channels.email.wire_policy import wire_octets
from saath.core.mail_addresses import BadAddress, split_address


class EmailAdapter:
    """Options: `smtp`, the URL of the way out (see `transport`), and `mailbox`, the folder of `mailbox:`.

    `signing_keys` are DKIM keys as text (see `dkim_sign`). `plus` is 'no' where name+tag@domain does not reach the address:
    then no reply address or return path of ours is used; `return_path` is 'plain' where the way out wants the address itself.

    For the proof of senders: `authserv_ids`, the names (with blanks between) under which our own mail servers write
    Authentication-Results, and `dkim`, which is 'dns' where signatures shall be checked too.
    """

    capabilities = Capabilities(
        identity_namespace="email",
        sign=ChannelSign("mail", cast(str, gettext_lazy("E-mail"))),
        attachment_limit=20_000_000,
        media=frozenset({"*/*"}),
        has_subject=True,
        has_html=True,
        has_threads=True,
        has_copies=True,
        recognises_repeat=False,
        has_raw_mail=True,
    )

    def __init__(self, account: Account) -> None:
        self.account = account
        self.keys = tokens.TokenKeys(account.keys) if account.keys else None

    def verify(self, delivery: RawDelivery) -> str:
        """Return the hash of the mail as it came. SMTP proves no sender: there is nothing to refuse here."""
        return hashlib.sha256(delivery.body).hexdigest()

    def parse(self, delivery: RawDelivery) -> IntakeResult:
        """Return the one message of the mail; never raises."""
        own = tuple(filter(None, [key_of(self.account.address)]))
        return IntakeResult(messages=(parse_mail(delivery, self.keys, own=own, trust=self._trust()),))

    def _trust(self) -> Trust:
        options = self.account.options
        return Trust(
            authserv_ids=options.get("authserv_ids", "").split(),
            txt=look_up_txt if options.get("dkim") == "dns" else None,
        )

    def name_message(self, conversation: UUID, recipient: str, *, unique: UUID) -> str:
        """Return a Message-ID without brackets, with the signed token where the account has keys."""
        domain = split_address(self.account.address)[1]
        if self.keys is None:
            return f"{unique.hex}@{domain}"
        return tokens.new_message_id(
            conversation, recipient, unique=unique.hex, domain=domain, keys=self.keys
        )

    def reply_address(self, conversation: UUID, recipient: str) -> str:
        """Return `name+TOKEN@domain`, '' without keys or where the name or its server leaves no room for a token."""
        if self.keys is None or not self._has_plus():
            return ""
        try:
            return tokens.reply_address(conversation, recipient, base=self.account.address, keys=self.keys)
        except BadAddress:
            return ""

    def send(self, message: OutboundMessage) -> SendResult:
        """Compose and hand over; see `smtp_out.send_mail` for the outcomes."""
        options = self.account.options
        transport = transport_of(options.get("smtp", ""), mailbox=options.get("mailbox", ""))
        mail = compose_mail(message, self.account)
        recipients = [participant.address for participant in (*message.to, *message.cc)]
        octets = wire_octets(mail, utf8=needs_utf8(message, self.account))
        signed = sign(octets, keys_from_text(options.get("signing_keys", "")))
        path = self._return_path(message)
        try:
            return transport(path, recipients, signed)
        except Rejected as refusal:
            if path == self.account.address or not blames_sender(refusal):
                raise
            return transport(self.account.address, recipients, signed)

    def _return_path(self, message: OutboundMessage) -> str:
        """Return where reports about this mail shall go: an address that names it (VERP), else our own."""
        unique = tokens.unique_of(message.message_id)
        is_plain = self.account.options.get("return_path") == "plain" or not self._has_plus()
        if self.keys is None or unique is None or is_plain:
            return self.account.address
        try:
            return tokens.return_path(unique, base=self.account.address, keys=self.keys)
        except BadAddress:
            return self.account.address

    def _has_plus(self) -> bool:
        return self.account.options.get("plus") != "no"

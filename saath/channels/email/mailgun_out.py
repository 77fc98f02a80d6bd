"""Hands a mail to Mailgun's HTTP API as it is, so that its Message-ID and signature stay ours.

https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages, "Send an email in MIME format".
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from saath.channels.base import SendResult
from saath.channels.email.service_call import Service, call, outcome
from saath.core.mail_addresses import wire_form

HOST = "api.mailgun.net"


def send(service: Service, *, recipients: Sequence[str], octets: bytes) -> SendResult:
    """Send one mail from the domain that is the service's user. See `service_call.outcome` for what comes of it."""
    url = f"{service.base_url}/v3/{quote(service.user, safe='')}/messages.mime"
    to = [wire_form(address) for address in recipients]
    answer = call(
        service,
        lambda http: http.post(
            url,
            auth=("api", service.key),
            data={"to": to},
            files={"message": ("message.mime", octets, "message/rfc822")},
        ),
    )
    return outcome(answer, id_at="id")

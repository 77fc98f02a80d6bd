"""Hands a mail to Brevo's HTTP API, which takes its parts and makes a mail of its own from them.

https://developers.brevo.com/reference/sendtransacemail. Brevo names the mail anew and signs it itself; the name comes back,
so that replies find it. A request that got no answer is made once more under the same idempotencyKey: Brevo heeds the first only.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from uuid import uuid4

import httpx

from saath.channels.base import ChannelError, SendOutcome, SendResult
from saath.channels.email.service_call import NOT_US, Answer, Service, call, outcome
from saath.core.mail_addresses import wire_form

HOST = "api.brevo.com"
# What a mail of ours says beside addresses, subject and words.
KEPT_HEADERS = ("In-Reply-To", "References", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language")
KNOWN_ALREADY = "duplicate_request"


def send(service: Service, *, recipients: Sequence[str], octets: bytes) -> SendResult:
    """Send one mail. See `service_call.outcome` for what comes of it; what Brevo knows already has left."""
    asked = _request(message_from_bytes(octets, policy=policy.default), recipients)
    answer = _post(service, asked)
    return _asked_again(service, asked, answer) if answer.is_lost else _outcome(answer)


def _asked_again(service: Service, asked: dict[str, object], lost: Answer) -> SendResult:
    """Make a request once more of which nobody knows what became. A refusal now says nothing of the first one."""
    try:
        again = _post(service, asked)
    except ChannelError:
        again = lost
    if again.said.get("code") == KNOWN_ALREADY:
        return SendResult(SendOutcome.SENT, detail=again.words)
    return _outcome(again if httpx.codes.is_success(again.status) else lost)


def _outcome(answer: Answer) -> SendResult:
    return outcome(answer, id_at="messageId", not_us=NOT_US | {httpx.codes.PAYMENT_REQUIRED})


def _post(service: Service, asked: dict[str, object]) -> Answer:
    url = f"{service.base_url}/v3/smtp/email"
    return call(service, lambda http: http.post(url, headers={"api-key": service.key}, json=asked))


def _request(mail: EmailMessage, recipients: Sequence[str]) -> dict[str, object]:
    """Return the mail as Brevo wants it: who gets it is said by the envelope, what is empty is left out."""
    envelope = {wire_form(address) for address in recipients}
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    asked: dict[str, object] = {
        "sender": next(_people(mail, "From")),
        "to": [each for each in _people(mail, "To") if each["email"] in envelope],
        "cc": [each for each in _people(mail, "Cc") if each["email"] in envelope],
        "replyTo": next(_people(mail, "Reply-To"), None),
        "subject": str(mail["Subject"] or ""),
        "textContent": str(plain.get_content()) if plain else "",
        "htmlContent": str(html.get_content()) if html else "",
        "attachment": [_file(part) for part in mail.iter_attachments()],
        "headers": {
            "idempotencyKey": str(uuid4()),
            **{name: str(mail[name]) for name in KEPT_HEADERS if mail[name]},
        },
    }
    return {name: value for name, value in asked.items() if value}


def _people(mail: EmailMessage, header: str) -> Iterator[dict[str, str]]:
    for value in mail.get_all(header, []):
        for address in value.addresses:
            yield _person(address)


def _person(address: Address) -> dict[str, str]:
    person = {"email": wire_form(address.addr_spec)}
    return {**person, "name": address.display_name} if address.display_name else person


def _file(part: EmailMessage) -> dict[str, str]:
    octets = part.get_payload(decode=True)
    content = base64.b64encode(octets if isinstance(octets, bytes) else b"").decode("ascii")
    return {"name": part.get_filename() or "attachment", "content": content}

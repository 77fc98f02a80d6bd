"""Stand-ins for services that send mail over HTTP, on loopback: each takes what its documentation asks for and nothing else.

What a service takes it hands to the recipients' mail server, as the mail that it makes of it.
"""

from __future__ import annotations

import base64
import json
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.post_office import PostOffice

KEY = "key-of-the-shop"
BREVO_FIELDS = frozenset(
    {"sender", "to", "cc", "replyTo", "subject", "textContent", "htmlContent", "attachment", "headers"}
)
PERSON_FIELDS = frozenset({"email", "name"})


class Refused(Exception):
    """What the service says instead: status and message."""


class Brevo:
    """https://developers.brevo.com/reference/sendtransacemail: makes a mail of its own, under a name of its own."""

    path, user, taken = "/v3/smtp/email", "shop", 201

    def recipients_and_mail(self, request: Request) -> tuple[list[str], EmailMessage, dict[str, str]]:
        """Return who gets which mail, and the answer. Raises Refused."""
        _need(request.headers.get("api-key") == KEY, 401, "Key not found")
        _need(request.mimetype == "application/json", 415, "Unsupported media type")
        asked: dict[str, Any] = request.get_json()
        _need(asked.keys() <= BREVO_FIELDS and asked.keys() >= {"sender", "to", "subject"}, 400, "fields")
        _need(bool(asked.get("htmlContent") or asked.get("textContent")), 400, "content is missing")
        people = [asked["sender"], *asked["to"], *asked.get("cc", [])]
        _need(all(each.keys() <= PERSON_FIELDS and "@" in each["email"] for each in people), 400, "people")
        name = make_msgid(domain="smtp-relay.mailin.fr")
        recipients = [each["email"] for each in (*asked["to"], *asked.get("cc", []))]
        return recipients, self._mail(asked, name), {"messageId": name}

    def _mail(self, asked: dict[str, Any], name: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = _address(asked["sender"]), [_address(each) for each in asked["to"]]
        mail["Subject"], mail["Message-ID"] = asked["subject"], name
        if "replyTo" in asked:
            mail["Reply-To"] = _address(asked["replyTo"])
        for header, value in asked.get("headers", {}).items():
            if header != "idempotencyKey":
                mail[header] = value
        mail.set_content(asked["textContent"])
        mail.add_alternative(asked["htmlContent"], subtype="html")
        for file in asked.get("attachment", []):
            octets = base64.b64decode(file["content"], validate=True)
            mail.add_attachment(octets, maintype="application", subtype="octet-stream", filename=file["name"])
        return mail


class Mailgun:
    """https://documentation.mailgun.com, messages.mime: hands the mail on as it is."""

    path, user, taken = "/v3/paanch.test/messages.mime", "paanch.test", 200

    def recipients_and_mail(self, request: Request) -> tuple[list[str], EmailMessage, dict[str, str]]:
        """Return who gets which mail, and the answer. Raises Refused."""
        signed_in = request.authorization
        _need(
            signed_in is not None and (signed_in.username, signed_in.password) == ("api", KEY),
            401,
            "Forbidden",
        )
        _need(request.mimetype == "multipart/form-data", 400, "'message' parameter is missing")
        _need(set(request.form) == {"to"} and set(request.files) == {"message"}, 400, "parameters")
        mail = message_from_bytes(request.files["message"].read(), policy=policy.default)
        _need(bool(mail["From"] and mail["Message-ID"]), 400, "'from' parameter is missing")
        return (
            request.form.getlist("to"),
            mail,
            {"id": str(mail["Message-ID"]), "message": "Queued. Thank you."},
        )


@contextmanager
def open_service(service: Brevo | Mailgun, office: PostOffice) -> Iterator[str]:
    """Run a service that hands over to `office` until the block ends; give the URL that `SAATH_SMTP_OUT` says."""
    with HTTPServer(host="localhost") as server:
        server.expect_request(service.path, method="POST").respond_with_handler(
            lambda request: _answer(service, office, request)
        )
        yield f"{type(service).__name__.lower()}://{service.user}:{KEY}@localhost:{server.port}"


def _answer(service: Brevo | Mailgun, office: PostOffice, request: Request) -> Response:
    try:
        recipients, mail, said = service.recipients_and_mail(request)
    except Refused as refused:
        return _json({"message": refused.args[1]}, refused.args[0])
    with smtplib.SMTP("127.0.0.1", office.port, local_hostname="out.service.test", timeout=20) as line:
        line.send_message(mail, from_addr="bounces@service.test", to_addrs=recipients)
    return _json(said, service.taken)


def _json(said: dict[str, str], status: int) -> Response:
    return Response(json.dumps(said), status=status, mimetype="application/json")


def _need(holds: bool, status: int, words: str) -> None:
    if not holds:
        raise Refused(status, words)


def _address(person: dict[str, str]) -> Address:
    return Address(person.get("name", ""), addr_spec=person["email"])

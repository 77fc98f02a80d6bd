"""Where our mails leave, named by one URL: a mail server, or a mailbox folder on this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from saath.channels.base import NeedsReauth, SendResult
from saath.channels.email.mailbox_out import put_mail
from saath.channels.email.smtp_out import Security, SmtpServer, send_mail

# Takes the return path, the recipients and the octets of one mail.
Transport = Callable[[str, Sequence[str], bytes], SendResult]

_PORTS = {"smtp": 587, "smtps": 465}
# Services with an API of their own, each with its file.
_SERVICES = {"mailgun": "mailgun_out", "brevo": "brevo_out"}


def transport_of(url: str, *, mailbox: str = "") -> Transport:
    """Return the way out: `smtp://user:password@host:port` (STARTTLS, required, but to this machine itself), `smtps://…` (TLS),
    `mailgun://domain:key@host` and `brevo://name:key@host` (HTTP), or `mailbox:FOLDER` (`mailbox` where the URL names no folder).

    `?timeout=SECONDS` and `name=EHLO-NAME` may follow; `auth=xoauth2` says that the password is an access token, `check=public`
    that the server may not be in a private network. Raises NeedsReauth where the URL names no way.
    """
    parts = urlsplit(url)
    if parts.scheme == "mailbox":
        folder = parts.path or mailbox
        if not folder:
            raise NeedsReauth("the mailbox has no folder")
        return partial(_into_mailbox, Path(folder))
    if parts.scheme in _SERVICES and parts.username and parts.password:
        return partial(_over_service, parts)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise NeedsReauth("no mail server is set for outgoing mail")
    return partial(_over_smtp, smtp_server(parts))


def smtp_server(parts: SplitResult) -> SmtpServer:
    """Return the server that a split smtp or smtps URL names."""
    query = parse_qs(parts.query)
    host = parts.hostname or ""
    secret = unquote(parts.password or "")
    has_token = query.get("auth") == ["xoauth2"]
    return SmtpServer(
        host=host,
        port=parts.port or _PORTS[parts.scheme],
        security=_security(parts.scheme, host),
        user=unquote(parts.username or ""),
        password="" if has_token else secret,
        access_token=secret if has_token else "",
        is_checked=query.get("check") == ["public"],
        timeout_seconds=float(query.get("timeout", ["30"])[0]),
        local_name=query.get("name", ["localhost"])[0],
    )


def _security(scheme: str, host: str) -> Security:
    if scheme == "smtps":
        return Security.TLS
    return Security.NONE if is_this_machine(host) else Security.STARTTLS


def is_this_machine(host: str) -> bool:
    """Whether a server's name means the machine on which we run."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _over_service(
    parts: SplitResult, _mail_from: str, recipients: Sequence[str], octets: bytes
) -> SendResult:
    from saath.channels.email.service_call import (
        Service,
    )  # here, as few shops send by one, and it brings httpx

    sending = import_module(f"saath.channels.email.{_SERVICES[parts.scheme]}")
    host = parts.hostname or sending.HOST
    scheme = "http" if is_this_machine(host) else "https"
    base = f"{scheme}://{host}:{parts.port}" if parts.port else f"{scheme}://{host}"
    service = Service(base, unquote(parts.username or ""), unquote(parts.password or ""))
    result: SendResult = sending.send(service, recipients=recipients, octets=octets)
    return result


def _into_mailbox(folder: Path, _mail_from: str, _recipients: Sequence[str], octets: bytes) -> SendResult:
    return put_mail(folder, octets)


def _over_smtp(server: SmtpServer, mail_from: str, recipients: Sequence[str], octets: bytes) -> SendResult:
    return send_mail(server, mail_from=mail_from, recipients=recipients, octets=octets)

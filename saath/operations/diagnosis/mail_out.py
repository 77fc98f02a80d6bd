"""Whether answers can leave."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from saath.channels.base import NeedsReauth
from saath.channels.email.smtp_out import SmtpServer, connect
from saath.channels.email.transport import smtp_server, transport_of
from saath.operations.diagnosis.finding import Circumstances, Finding, Level

WAIT_SECONDS = 8.0


def takes_answers(circumstances: Circumstances) -> Iterator[Finding]:
    """Sign in at the mail server as an answer would, and leave again."""
    parts = urlsplit(settings.SMTP_OUT_URL)
    if parts.scheme == "mailbox":
        yield Finding(
            "smtp_out.mailbox",
            _("Answers stay in a mailbox on this machine: no mail leaves it."),
            _("For real customers set SAATH_SMTP_OUT=smtp://user:password@host:587."),
            Level.NOTE,
        )
        return
    try:
        transport_of(settings.SMTP_OUT_URL)
        if parts.scheme == "mailgun":
            return  # its API has no sign-in to try without sending
        server = smtp_server(parts)
    except (NeedsReauth, ValueError) as error:
        yield Finding(
            "smtp_out.setting",
            _("SAATH_SMTP_OUT names no mail server: %(reason)s.") % {"reason": error},
            _("Set it as smtp://user:password@host:587 or smtps://user:password@host:465."),
        )
        return
    yield from _try(replace(server, timeout_seconds=min(server.timeout_seconds, WAIT_SECONDS)))


def _try(server: SmtpServer) -> Iterator[Finding]:
    place = {"server": f"{server.host}:{server.port}"}
    try:
        connect(server).close()
    except smtplib.SMTPAuthenticationError:
        yield Finding(
            "smtp_out.password",
            _("The mail server %(server)s refuses user or password.") % place,
            _("Correct user and password in SAATH_SMTP_OUT; some providers want an app password."),
        )
    except ssl.SSLCertVerificationError as error:
        yield Finding(
            "smtp_out.certificate",
            _("The certificate of the mail server %(server)s is not good: %(reason)s.")
            % {**place, "reason": error.verify_message},
            _("Write its name as the certificate has it, or let its keeper renew the certificate."),
        )
    except (smtplib.SMTPNotSupportedError, ssl.SSLError):
        yield Finding(
            "smtp_out.tls",
            _("The mail server %(server)s does not protect the line as SAATH_SMTP_OUT asks for.") % place,
            _("Use smtp:// with the port for STARTTLS (587), or smtps:// with the port for TLS (465)."),
        )
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "smtp_out.unreachable",
            _("The mail server %(server)s does not answer: %(reason)s.") % {**place, "reason": error},
            _("Correct host and port in SAATH_SMTP_OUT; many providers close port 25, so use 587."),
        )

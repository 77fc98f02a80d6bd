"""Whether mail can come in."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _

from saath.operations.diagnosis.finding import Circumstances, Finding, Level

WAIT_SECONDS = 5.0
SOON = timedelta(days=14)
OUR_NAME = b"Saath"


def door_is_open(circumstances: Circumstances) -> Iterator[Finding]:
    """Knock where mail comes in and see who answers."""
    host, port = settings.SMTP_IN_HOST, settings.SMTP_IN_PORT
    place = {"place": f"{host}:{port}"}
    try:
        client = smtplib.SMTP(timeout=WAIT_SECONDS)
        _code, greeting = client.connect(host, port)
        client.close()
    except (OSError, smtplib.SMTPException):
        yield Finding(
            "smtp_in.closed",
            _("Nobody takes mail in at %(place)s.") % place,
            _("Start saath serve; if it runs, give doctor the same SAATH_SMTP_IN_PORT."),
        )
        return
    if OUR_NAME not in greeting:
        yield Finding(
            "smtp_in.taken",
            _("Another mail server answers at %(place)s.") % place,
            _("Stop it, or let Saath listen elsewhere: saath serve --smtp-port or SAATH_SMTP_IN_PORT."),
        )


def certificate_is_good(circumstances: Circumstances) -> Iterator[Finding]:
    """Look when the certificate of the intake ends, and whether its key fits."""
    if not settings.SMTP_IN_CERTIFICATE:
        return
    path = {"file": settings.SMTP_IN_CERTIFICATE}
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            settings.SMTP_IN_CERTIFICATE, settings.SMTP_IN_KEY or None
        )
        ends = x509.load_pem_x509_certificate(
            Path(settings.SMTP_IN_CERTIFICATE).read_bytes()
        ).not_valid_after_utc
    except (OSError, ValueError) as error:
        yield Finding(
            "certificate.unusable",
            _("The certificate %(file)s cannot be used: %(reason)s.") % {**path, "reason": error},
            _(
                "Name a certificate and its key, both readable, in SAATH_SMTP_IN_CERTIFICATE and SAATH_SMTP_IN_KEY."
            ),
        )
        return
    left = ends - circumstances.clock()
    if left < SOON:
        is_over = left <= timedelta()
        ended = _("The certificate %(file)s has expired: mail comes in unprotected or not at all.") % path
        ends_soon = _("The certificate %(file)s expires on %(date)s.") % {**path, "date": f"{ends:%Y-%m-%d}"}
        yield Finding(
            "certificate.expired" if is_over else "certificate.expires",
            ended if is_over else ends_soon,
            _("Renew it (certbot renew), then restart Saath."),
            Level.FAULT if is_over else Level.NOTE,
        )

"""Who this installation is at the providers of mailboxes."""

from __future__ import annotations

from django.conf import settings

from saath.channels.email.oauth import Application


def application_of(sign_in: str) -> Application | None:
    """Return who this installation is at a provider; None where it is not known there."""
    known = settings.MAIL_PROVIDERS.get(sign_in, ("", ""))
    return Application(*known) if all(known) else None

"""What opens a mailbox, as it is stored: encrypted, and never shown again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from saath.channels.email.oauth import Tokens
from saath.core.secrets import decrypt, encrypt
from saath.mailboxes.models import Mailbox
from saath.tenancy.sealed import reencrypt_column


@dataclass(frozen=True, slots=True)
class PendingConsent:
    """A code that the owner brought back, not yet changed for tokens."""

    code: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str = ""


def seal_password(password: str) -> str:
    """Return a password as it is stored."""
    return encrypt(json.dumps({"password": password}))


def seal_consent(consent: PendingConsent) -> str:
    """Return a code as it is stored."""
    held = {"code": consent.code, "verifier": consent.verifier, "redirect_uri": consent.redirect_uri}
    return encrypt(json.dumps(held))


def seal_tokens(tokens: Tokens) -> str:
    """Return tokens as they are stored."""
    held = {
        "access_token": tokens.access_token,
        "refresh_token": tokens.refresh_token,
        "expires_at": tokens.expires_at.isoformat(),
    }
    return encrypt(json.dumps(held))


def open_secret(mailbox: Mailbox) -> str | PendingConsent | Tokens | None:
    """Return the password, the code or the tokens; None where nobody has signed in yet. Raises SecretUnreadable."""
    if not mailbox.secret:
        return None
    held = json.loads(decrypt(mailbox.secret).reveal())
    if "password" in held:
        return str(held["password"])
    if "code" in held:
        return PendingConsent(held["code"], held["verifier"], held["redirect_uri"])
    return Tokens(held["access_token"], held["refresh_token"], datetime.fromisoformat(held["expires_at"]))


def reencrypt_mailboxes(rotate: Callable[[str], str]) -> int:
    """Bring every stored secret of a mailbox under the newest key; return how many."""
    return reencrypt_column(Mailbox, "secret", rotate)

"""What opens a mailbox, as it is stored: encrypted, and never shown again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from saath.channels.email.oauth import Tokens
from saath.core.secrets import decrypt, encrypt
from saath.mailboxes.models import Mailbox
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction


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
    count = 0
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            for pk in Mailbox.objects.exclude(secret="").values_list("pk", flat=True):
                with write_transaction():
                    fresh = Mailbox.objects.select_for_update().get(pk=pk)
                    fresh.secret = rotate(fresh.secret)
                    fresh.save(update_fields=["secret"])
                count += 1
    return count

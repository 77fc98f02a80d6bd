"""The secrets of endpoints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from saath.core.secrets import decrypt
from saath.tenancy.sealed import reencrypt_column
from saath.webhooks.models import Endpoint


def good_secrets(endpoint: Endpoint, *, at: datetime) -> list[str]:
    """Return the secrets that are good now, the newest first. Raises SecretUnreadable."""
    sealed = [endpoint.secret]
    if endpoint.former_secret_until is not None and at < endpoint.former_secret_until:
        sealed.append(endpoint.former_secret)
    return [decrypt(each).reveal() for each in sealed if each]


def reencrypt_webhooks(rotate: Callable[[str], str]) -> int:
    """Bring every secret under the newest key; return how many endpoints have one."""
    reencrypt_column(Endpoint, "former_secret", rotate)
    return reencrypt_column(Endpoint, "secret", rotate)

"""The secret with which a shop signs who its visitors are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from saath.chats.models import ChatSettings
from saath.core.secrets import decrypt
from saath.tenancy.sealed import reencrypt_column


def good_secrets(settings: ChatSettings, *, at: datetime) -> list[bytes]:
    """Return the secrets that are good now: the shop's, and the one before it for a day. Raises SecretUnreadable."""
    sealed = [settings.identity_secret]
    if settings.former_secret_until is not None and at < settings.former_secret_until:
        sealed.append(settings.former_secret)
    return [decrypt(each).reveal().encode() for each in sealed if each]


def reencrypt_chat_secrets(rotate: Callable[[str], str]) -> int:
    """Bring every chat secret under the newest key; return how many."""
    reencrypt_column(ChatSettings, "former_secret", rotate)
    return reencrypt_column(ChatSettings, "identity_secret", rotate)

"""Secrets at rest: encrypted with a ring of keys that lives outside database and backup."""

import fcntl
import hmac
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.core.errors import SaathError

Rotate = Callable[[str], str]
Reencrypt = Callable[[Rotate], int]

_ring: tuple[Any, MultiFernet] | None = None
_holders: dict[str, Reencrypt] = {}


class SecretUnreadable(SaathError):
    """No key of the ring opens the secret: the key file is missing, or from another installation."""

    message = _("A stored secret cannot be read, because the key that opens it is missing.")
    what_is_safe = _("Conversations and customers are not affected.")
    what_to_do = _("Put the file with the keys back from its own copy, or enter the secret anew.")


class SecretText:
    """A secret in the clear that no log, page or error shows by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one call that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "•••"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretText) and hmac.compare_digest(
            self._text.encode(), other._text.encode()
        )

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> str:
        raise TypeError("a secret is not pickled")


def encrypt(secret: SecretText | str) -> str:
    """The secret as text for a row."""
    text = secret if isinstance(secret, str) else secret.reveal()
    return _keys().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> SecretText:
    """What `encrypt` was given. Raises SecretUnreadable."""
    try:
        return SecretText(_keys().decrypt(encrypted.encode()).decode())
    except InvalidToken as error:
        raise SecretUnreadable from error


def rotate(encrypted: str) -> str:
    """The same secret under the newest key, unchanged where it is already. Raises SecretUnreadable."""
    try:
        if _is_newest(encrypted):
            return encrypted
        return _keys().rotate(encrypted.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable from error


def holds_secrets(name: str, reencrypt: Reencrypt) -> None:
    """Tell who stores secrets: `reencrypt(rotate)` passes each stored text through and returns how many."""
    _holders[name] = reencrypt


def reencrypt_all() -> dict[str, int]:
    """Bring every stored secret under the newest key; return the counts by holder. Raises SecretUnreadable."""
    return {name: reencrypt(rotate) for name, reencrypt in _holders.items()}


def unreadable_holders() -> list[str]:
    """Name the holders whose first stored secret no key opens; nothing is written."""
    return [name for name, reencrypt in _holders.items() if not _opens_first(reencrypt)]


def key_count() -> int:
    """How many keys the ring has: one, or more while the key is being changed."""
    return len(_read())


def key_file() -> Path:
    """Where the ring is kept."""
    return _path()


def add_key() -> None:
    """Put a new key in front; the older ones still open what they closed."""
    with _locked():
        _write([_new_key(), *_read()])


def drop_old_keys() -> None:
    """Keep the newest key only."""
    with _locked():
        _write(_read()[:1])


class _Opened(Exception):
    """A secret was read: reason enough to stop before anything is written."""


def _opens_first(reencrypt: Reencrypt) -> bool:
    def look(encrypted: str) -> str:
        if not _path().exists():
            raise SecretUnreadable
        decrypt(encrypted)
        raise _Opened

    try:
        reencrypt(look)
    except _Opened:
        return True
    except SecretUnreadable:
        return False
    return True


def _is_newest(encrypted: str) -> bool:
    try:
        MultiFernet([Fernet(key) for key in _read()[:1]]).decrypt(encrypted.encode())
    except (InvalidToken, ValueError):
        return False
    return True


def _keys() -> MultiFernet:
    global _ring
    stamp = _stamp()
    if stamp is None:
        _create_once()
        stamp = _stamp()
    if _ring is None or _ring[0] != stamp:
        _ring = (stamp, MultiFernet([Fernet(key) for key in _read()]))
    return _ring[1]


def _stamp() -> tuple[Path, int, int] | None:
    try:
        facts = _path().stat()
    except FileNotFoundError:
        return None
    return _path(), facts.st_ino, facts.st_mtime_ns


def _create_once() -> None:
    with _locked():
        if not _path().exists():
            _write([_new_key()])


@contextmanager
def _locked() -> Iterator[None]:
    lock = os.open(_path().with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _read() -> list[str]:
    return _path().read_text().split() if _path().exists() else []


def _write(keys: list[str]) -> None:
    draft = _path().with_suffix(".new")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.rename(_path())


def _new_key() -> str:
    return Fernet.generate_key().decode()


def _path() -> Path:
    return Path(settings.KEYS_FILE)

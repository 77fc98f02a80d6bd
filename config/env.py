"""Where the installation's own choices come from: environment variables, read once, typed."""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


class Environment:
    """Reads variables as what they stand for. An empty one counts as not given, except as text.

    Raises ImproperlyConfigured, naming the variable and never its value, for what does not fit.
    """

    def text(self, name: str, default: str) -> str:
        """Return the text of a variable."""
        return os.environ.get(name, default)

    def flag(self, name: str, default: bool) -> bool:
        """Return whether a variable says yes: 1, true, yes or on."""
        said = self.text(name, "").strip().lower()
        if said in _YES:
            return True
        if said in _NO:
            return False
        if said:
            raise ImproperlyConfigured(f"{name} must be 1 or 0.")
        return default

    def whole_number(self, name: str, default: int) -> int:
        """Return a whole number."""
        try:
            return int(self.text(name, "") or default)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be a whole number.") from error

    def number(self, name: str, default: float) -> float:
        """Return a number."""
        try:
            return float(self.text(name, "") or default)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be a number.") from error

    def path(self, name: str, default: Path) -> Path:
        """Return a file or folder."""
        return Path(self.text(name, "") or default)

    def words(self, name: str) -> list[str]:
        """Return the parts of a list with commas."""
        return [word.strip() for word in self.text(name, "").split(",") if word.strip()]

    def networks(self, name: str) -> list[str]:
        """Return a list of network addresses with commas, such as 127.0.0.1 and 10.0.0.0/8."""
        words = self.words(name)
        try:
            for word in words:
                ip_network(word)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be addresses such as 127.0.0.1, 10.0.0.0/8.") from error
        return words

    def pairs(self, name: str) -> dict[str, str]:
        """Return a list of `name=value` with commas, as a dictionary."""
        pairs = [word.partition("=") for word in self.words(name)]
        if not all(key and value for key, _equals, value in pairs):
            raise ImproperlyConfigured(f"{name} must be name=value, name=value …")
        return {key.strip(): value.strip() for key, _equals, value in pairs}


env = Environment()


def data_dir() -> Path:
    """Return the folder of everything that this installation keeps: database, files, keys."""
    path = env.path("SAATH_DATA", BASE_DIR / "data")
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path.resolve()


def secret_key(data: Path) -> str:
    """Return the signing key: from `SAATH_SECRET_KEY`, or made once and kept beside the data, readable by its owner only."""
    given = env.text("SAATH_SECRET_KEY", "")
    if given:
        return given
    path = data / "secret"
    try:
        with open(path, "x", opener=_owner_only) as new:
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

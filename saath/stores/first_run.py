"""The one link by which an installation without a shop is set up; `saath serve` prints it."""

import os
import secrets
from hmac import compare_digest
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from saath.tenancy.models import Store


def setup_path() -> str:
    """The path of the link, with its secret made on the first call; empty once there is a shop."""
    if Store.objects.exists():
        return ""
    return reverse("setup:enter", args=[_token()], urlconf="config.urls.first_run")


def fits(token: str) -> bool:
    """Whether this is the secret of the link, and there is no shop yet."""
    return bool(setup_path()) and compare_digest(token.encode(), _token().encode())


def forget() -> None:
    """Make the link useless, once the shop is open."""
    _path().unlink(missing_ok=True)


def _token() -> str:
    try:
        descriptor = os.open(_path(), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _path().read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
    return _path().read_text()


def _path() -> Path:
    return Path(settings.DATA_DIR) / "setup-link"

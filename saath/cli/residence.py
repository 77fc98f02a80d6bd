"""One server in one data folder: a second one would move the shop's addresses from under the first."""

from __future__ import annotations

import fcntl
import os

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.core.errors import SaathError

# Kept open for as long as the process lives. A POSIX lock is this process's own: children do not inherit it, and it
# ends with the process, however that ends.
_held: list[int] = []


class AlreadyServed(SaathError):
    """Another Saath works in this folder."""

    message = _("Saath already runs with this data folder.")
    what_is_safe = _("It goes on as before, and nothing was changed.")
    what_to_do = _("Stop it first, or give another folder with --data (make: DATA=).")


def move_in() -> None:
    """Hold the data folder until this process ends; again is no harm. Raises `AlreadyServed`."""
    place = os.open(settings.DATA_DIR / "serving", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.lockf(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(place)
        raise AlreadyServed from error
    _held.append(place)

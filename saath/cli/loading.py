"""Bringing Django up for a command."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from saath.core import logs
from saath.core.errors import SaathError


class CannotStart(SaathError):
    """The installation's own choices do not fit this machine."""

    message = "Saath cannot start."
    what_is_safe = "Nothing was changed."
    what_to_do = "Run saath doctor: it names what is wrong."


def load_django(*, log_level: str = "INFO") -> None:
    """Load settings, apps and logs, once. Raises `CannotStart` in words for what an owner can mend."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with without_collecting():
            django.setup()
    except OSError as error:
        raise CannotStart(
            f"The folder {error.filename or os.environ.get('SAATH_DATA', 'data')} cannot be used: {error.strerror}.",
            what_to_do="Give a folder that you may write to: saath --data FOLDER …",
        ) from error
    except ImproperlyConfigured as error:
        raise CannotStart(
            f"A setting does not fit: {error}",
            what_to_do="Correct it in the environment of Saath, then run the command again.",
        ) from error
    logs.configure(settings.LOG_FORMAT, log_level)
    translation.activate(_language())


@contextmanager
def without_collecting() -> Iterator[None]:
    """Load without looking for garbage: there is none yet, and looking takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _language() -> str:
    """Return the language of the terminal, where it is one of ours."""
    wanted = os.environ.get("SAATH_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return next((code for code, _name in settings.LANGUAGES if wanted.startswith(code)), "en")

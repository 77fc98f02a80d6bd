"""Errors that a person may see.

Each says three things: what happened, what is safe, and what to do next.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MINUTE, HOUR = 60, 3600


class SaathError(Exception):
    """Something that we can explain to the person in front of the screen."""

    message: str | Promise = _("That did not work.")
    what_is_safe: str | Promise = _("Nothing was changed.")
    what_to_do: str | Promise = _("Please try again.")

    def __init__(
        self,
        message: str | Promise | None = None,
        *,
        what_is_safe: str | Promise | None = None,
        what_to_do: str | Promise | None = None,
    ) -> None:
        super().__init__(message)
        self.message = self.message if message is None else message
        self.what_is_safe = self.what_is_safe if what_is_safe is None else what_is_safe
        self.what_to_do = self.what_to_do if what_to_do is None else what_to_do

    def __str__(self) -> str:
        return f"{self.message} {self.what_is_safe} {self.what_to_do}"


class Forbidden(SaathError):
    """The person is known, but their role does not contain the verb that was asked for."""

    message = _("Your role does not allow this.")
    what_to_do = _("Ask the owner of the shop for the right to do it.")


class NotFound(SaathError):
    """It does not exist, or not for this person: the two are never told apart."""

    message = _("We could not find that.")
    what_is_safe = _("Nothing was lost: it may have been moved, merged or deleted on purpose.")
    what_to_do = _("Go back to the list and open it from there.")


class BadInput(SaathError):
    """What was entered cannot be used; `field` names where, or is empty."""

    message = _("Something in what you entered does not fit.")
    what_is_safe = _("What you wrote is still in the form.")
    what_to_do = _("Please correct the marked field and send it again.")

    def __init__(self, message: str | Promise | None = None, *, field: str = "", **texts: Any) -> None:
        super().__init__(message, **texts)
        self.field = field


class Conflict(SaathError):
    """Somebody else changed the same thing in between."""

    message = _("Somebody changed this while you had it open.")
    what_is_safe = _("Their change is saved, and yours has not overwritten it.")
    what_to_do = _("Look at the new state and try again.")


def _wait(seconds: int) -> Any:
    """Return for how long to wait as people say it: rounded up, so that nobody comes too early."""
    if seconds <= 2 * MINUTE:
        wait = ngettext_lazy(
            "Please wait %(seconds)d second and try again.",
            "Please wait %(seconds)d seconds and try again.",
            "seconds",
        )
        return wait % {"seconds": seconds}
    if seconds <= 2 * HOUR:
        wait = ngettext_lazy(
            "Please wait %(n)d minute and try again.", "Please wait %(n)d minutes and try again.", "n"
        )
        return wait % {"n": -(-seconds // MINUTE)}
    wait = ngettext_lazy(
        "Please wait %(n)d hour and try again.", "Please wait %(n)d hours and try again.", "n"
    )
    return wait % {"n": -(-seconds // HOUR)}


class RateLimited(SaathError):
    """Too many tries; worth another after `retry_after_seconds`."""

    message = _("That was a lot of tries in a short time.")

    def __init__(self, message: str | Promise | None = None, *, retry_after_seconds: int) -> None:
        super().__init__(message, what_to_do=_wait(retry_after_seconds))
        self.retry_after_seconds = retry_after_seconds

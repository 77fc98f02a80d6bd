"""How a connection stands, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.core.clock import now
from saath.orders.connected.queries import ShownConnection
from saath.orders.connected.words import explain_failure
from saath.orders.gaps import ENOUGH_GAPS
from saath.orders.models import Connection

# A key that ends within so many days is named before it does.
ENDS_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Status:
    """A sign of the sprite with its tone, what is the case, and what to do ('')."""

    icon: str
    tone: str
    what: str
    remedy: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody has to do something."""
        return self.tone in ("c-bad", "c-hurry")


def status_of(shown: ShownConnection) -> Status:
    """Put into words how a connection stands: what is worst comes first."""
    return (
        _failing(shown.connection)
        or _unfinished(shown.connection)
        or _troubled(shown)
        or _silent(shown.connection)
        or _ending(shown.connection)
        or Status("check", "c-good", _("Orders come in."))
    )


def _failing(connection: Connection) -> Status | None:
    if not connection.failure:
        return None
    words = explain_failure(connection)
    return Status("alert", "c-bad", str(words.what), str(words.remedy))


def _unfinished(connection: Connection) -> Status | None:
    if not connection.secrets_sealed:
        return Status("help", "c-hurry", _("Not finished: follow its steps."))
    if connection.last_heard_at is not None:
        return None
    if connection.refused:
        what = _("Somebody delivers here, but with another secret: nothing of it was kept.")
        return Status("alert", "c-bad", what, _("Enter the same secret here and there."))
    if connection.last_polled_at is not None:
        what = _("Saath asks there every few minutes; no delivery has come by itself yet.")
        return Status("clock", "dim", what, _("Test the way in below, so that news is here at once."))
    return Status(
        "clock", "dim", _("Waiting for the first news."), _("Place a test order, or test the way in below.")
    )


def _troubled(shown: ShownConnection) -> Status | None:
    if shown.asked:
        what = ngettext("%(n)s request waits for you.", "%(n)s requests wait for you.", shown.asked)
        return Status("alert", "c-hurry", what % {"n": shown.asked}, _("Open what came in."))
    if shown.failed:
        what = ngettext(
            "%(n)s delivery could not be taken in. It is kept.",
            "%(n)s deliveries could not be taken in. They are kept.",
            shown.failed,
        )
        return Status("alert", "c-bad", what % {"n": shown.failed}, _("Open what came in."))
    return None


def _silent(connection: Connection) -> Status | None:
    if connection.silent_since is None:
        return None
    return Status(
        "alert",
        "c-bad",
        _("Quiet for much longer than usual."),
        _("See whether it is still switched on there, then test the way in below."),
    )


def _ending(connection: Connection) -> Status | None:
    ends_at = connection.token_expires_at
    if ends_at is None or ends_at - now() > ENDS_SOON:
        return None
    return Status(
        "clock", "c-hurry", _("The key for asking ends soon."), _("Make another one there and enter it here.")
    )


def usual_words(connection: Connection) -> str:
    """Say how long it usually is quiet, "" while nobody knows."""
    if connection.gaps < ENOUGH_GAPS:
        return ""
    minutes = max(connection.usual_gap_seconds // 60, 1)
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}

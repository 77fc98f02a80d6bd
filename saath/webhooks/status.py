"""How an endpoint stands, and what became of a delivery, in words."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.webhooks.catalogue import BY_NAME, TEST
from saath.webhooks.models import Attempt, Delivery, Endpoint
from saath.webhooks.rules import FAILS_TO_HOLD
from saath.webhooks.sending import FIXED_HEADERS
from saath.webhooks.signing import HIDDEN

TEST_LABEL = gettext_lazy("A test")
_SIGNS = {
    Delivery.State.WAITING: ("clock", "c-hurry"),
    Delivery.State.TAKEN: ("check", "c-good"),
    Delivery.State.FAILED: ("alert", "c-bad"),
}
_REMEDIES = {
    Attempt.Failure.STATUS: gettext_lazy("Look in your server’s log for the time of the try."),
    Attempt.Failure.REDIRECT: gettext_lazy("Enter the address to which it leads."),
    Attempt.Failure.SLOW: gettext_lazy(
        "Let it answer at once with 200 and do the work afterwards: it has 15 seconds."
    ),
    Attempt.Failure.UNKNOWN_NAME: gettext_lazy("See whether the address is spelled right."),
    Attempt.Failure.UNREACHABLE: gettext_lazy(
        "See whether the server runs, and whether its certificate is good."
    ),
    Attempt.Failure.REFUSED: gettext_lazy("Use a public address, or have it listed by who runs this server."),
    Attempt.Failure.SECRET: gettext_lazy("Make another secret."),
}


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
        return self.tone == "c-bad"


def status_of(endpoint: Endpoint) -> Status:
    """Put into words how an endpoint stands: what is worst comes first."""
    if endpoint.stopped_because:
        return _stopped(endpoint)
    if endpoint.failed_times >= FAILS_TO_HOLD:
        what = _("Nothing arrives now. Saath goes on trying.")
        return Status("alert", "c-bad", what, _("Open the last delivery to see what the server answers."))
    if endpoint.failed_times:
        return Status("clock", "c-hurry", _("The last try failed. It is tried again."))
    if endpoint.last_taken_at is None or endpoint.last_taken_at < endpoint.listening_since:
        return Status(
            "clock", "dim", _("Nothing has arrived yet."), _("Send a test to see whether it arrives.")
        )
    return Status("check", "c-good", _("Everything arrives."))


def _stopped(endpoint: Endpoint) -> Status:
    match Endpoint.Stopped(endpoint.stopped_because):
        case Endpoint.Stopped.PAUSED:
            return Status("snooze", "c-hurry", _("Paused: nothing is sent."))
        case Endpoint.Stopped.FAILING:
            what = _("Stopped: for five days nothing arrived.")
            return Status(
                "alert", "c-bad", what, _("Mend the server, then resume and send again what it missed.")
            )
        case Endpoint.Stopped.GONE:
            what = _("Stopped: the server answered that it wants nothing any more (410).")
            return Status(
                "alert", "c-bad", what, _("Remove the webhook, or resume it if that was a mistake.")
            )
        case Endpoint.Stopped.RESTORED:
            what = _("Stopped: Saath was restored from a backup.")
            return Status("alert", "c-bad", what, _("Resume it where this is the shop that goes on."))


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery as a line: what happened in a sentence, a sign with its tone."""

    delivery: Delivery
    label: str | Promise
    icon: str
    tone: str


def line_of(delivery: Delivery) -> Line:
    """Return a delivery as a line."""
    icon, tone = _SIGNS[Delivery.State(delivery.state)]
    return Line(delivery, label_of(delivery.kind), icon, tone)


def label_of(kind: str) -> str | Promise:
    """Return what a public kind says in a sentence; its name where this release has no such kind."""
    if kind == TEST:
        return TEST_LABEL
    return BY_NAME[kind].label if kind in BY_NAME else kind


@dataclass(frozen=True, slots=True)
class Try:
    """A try as it is shown: what the server said in a line, and what to do."""

    attempt: Attempt
    said: str
    what: str
    remedy: str | Promise

    @property
    def answer(self) -> str:
        """What came back, its body in part; "" where nothing did."""
        kept = self.attempt
        content_type = f"\ncontent-type: {kept.answer_type}" if kept.answer_type else ""
        return f"{self.said}{content_type}" + (f"\n\n{kept.answer}" if kept.answer else "")


def try_of(attempt: Attempt) -> Try:
    """Put a try into words."""
    what = attempt.get_failure_display() if attempt.failure else _("Delivered")
    failure = Attempt.Failure(attempt.failure) if attempt.failure else None
    if failure == Attempt.Failure.STATUS and attempt.status == HTTPStatus.NOT_FOUND:
        failure = Attempt.Failure.UNKNOWN_NAME  # mostly for the same reason, and mended the same way
    remedy = _REMEDIES[failure] if failure else ""
    return Try(attempt, _status_line(attempt.status), what, remedy)


def request_of(endpoint: Endpoint, delivery: Delivery, attempt: Attempt) -> str:
    """Return the head of what was sent in a try, as it goes to the endpoint's present address, without the signature."""
    head = {
        **FIXED_HEADERS,
        "webhook-id": str(delivery.message),
        "webhook-timestamp": str(int(attempt.began_at.timestamp())),
        "webhook-signature": f"v1,{HIDDEN}",
    }
    lines = [f"{name.lower()}: {value}" for name, value in head.items()]
    return "\n".join([f"POST {endpoint.url}", *lines])


def _status_line(status: int | None) -> str:
    if status is None:
        return ""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)

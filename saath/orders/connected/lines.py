"""A delivery as a line of its page."""

from __future__ import annotations

from dataclasses import dataclass

from saath.orders.connected.words import Words, explain_delivery
from saath.orders.models import Received

State = Received.State
_SIGNS = {
    State.RECEIVED: ("clock", "dim"),
    State.TAKEN: ("check", "c-good"),
    State.IGNORED: ("check", "dim"),
    State.WAITING: ("clock", "c-hurry"),
    State.ASKED: ("alert", "c-hurry"),
    State.SETTLED: ("check", "dim"),
    State.FAILED: ("alert", "c-bad"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery, a sign of the sprite with its tone, and why it stands where it does."""

    row: Received
    icon: str
    tone: str
    why: Words
    remedy: Words

    @property
    def topic(self) -> str:
        """Return what the platform calls this kind of news, "" where it does not say."""
        return next(
            (str(value) for name, value in self.row.headers.items() if name.lower().endswith("topic")), ""
        )


def line_of(row: Received) -> Line:
    """Return a delivery as a line."""
    icon, tone = _SIGNS[State(row.state)]
    words = explain_delivery(row.reason)
    is_open = row.state in (State.FAILED, State.ASKED)
    return Line(row, icon, tone, words.what, words.remedy if is_open else "")

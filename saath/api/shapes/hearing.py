"""What a colleague hears of, as it looks outside."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from saath.api.shapes import Input, Shape, Yes
from saath.team.rules import Wish

Kind = Literal[
    "new",
    "chat",
    "answered",
    "called",
    "handed",
    "promise",
    "woken",
    "failed",
    "aside",
    "overdue",
    "grievance",
]
Ways = Annotated[list[Literal["sound", "push", "mail"]], Field(max_length=3)]
Time = Annotated[str, StringConstraints(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Quiet = Literal["closed", "times", "never"]
Digest = Literal["off", "hourly", "daily"]


class Hearing(Shape):
    """Of what one hears and how; quiet times are the shop's local ones."""

    kinds: dict[Kind, Ways]
    quiet: Quiet
    quiet_from: str | None
    quiet_to: str | None
    digest: Digest
    shows_words: bool


class NewHearing(Input):
    """Of what one wants to hear and how; a kind that is left out is not heard of."""

    kinds: dict[Kind, Ways]
    quiet: Quiet = "closed"
    quiet_from: Time | None = None
    quiet_to: Time | None = None
    digest: Digest = "off"
    shows_words: Yes = False


def hearing_shape(wish: Wish) -> Hearing:
    """Return what a colleague hears of as programs see it."""
    return Hearing(
        kinds=dict(wish.kinds),  # type: ignore[arg-type]  # our own words
        quiet=wish.quiet.value,
        quiet_from=_said(wish.quiet_from),
        quiet_to=_said(wish.quiet_to),
        digest=wish.digest.value,
        shows_words=wish.shows_words,
    )


def _said(at: time | None) -> str | None:
    return None if at is None else at.strftime("%H:%M")

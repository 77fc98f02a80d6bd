"""The kinds of what Saath says by itself that the shop decides here: the switch, the times and the text of each."""

from __future__ import annotations

from dataclasses import dataclass

from saath.promises.models import OwnWord
from saath.promises.reminders.texts import CLOSING, REMINDER, THANKS
from saath.stores.texts import TextKey


@dataclass(frozen=True, slots=True)
class About:
    """Which columns of the settings belong to a kind, and its text."""

    kind: str
    switch: str
    times: tuple[str, ...]
    text: TextKey


KINDS = {
    each.kind: each
    for each in (
        About(OwnWord.Kind.REMINDER, "reminds", ("remind_after_days", "remind_times"), REMINDER),
        About(OwnWord.Kind.CLOSING, "closes", ("close_after_days",), CLOSING),
        About(OwnWord.Kind.THANKS, "thanks", ("thank_after_days", "thank_again_after_days"), THANKS),
    )
}

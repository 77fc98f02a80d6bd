"""What a version of the standards says: its texts, its promises, and how problems are handled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.core.text import is_storable
from saath.promises.models import Standard
from saath.stores.models.settings import LONGEST_TARGET_SECONDS, SHORTEST_TARGET_SECONDS
from saath.stores.texts import LocalText

EVERY_CHANNEL = ""
RULES = ("solve", "easy", "fast", "human", "magic")
TITLES = ("title", *(f"{rule}_title" for rule in RULES))
TEXTS = (
    "title", "opening", *(name for rule in RULES for name in (f"{rule}_title", rule)),
    "returns", "exchange", "refund", "missed", "contact", "signed",
)  # fmt: skip
NEEDED = ("title", *(f"{rule}_title" for rule in RULES), "missed", "contact")
TIMES = ("first_answer_seconds", "next_answer_seconds", "solution_seconds")
DAYS = ("returns_days", "exchange_days", "refund_days")
COLUMNS = ("kind", "steps", "decides", "limit")
LONGEST_TITLE, LONGEST_TEXT = 120, 1_500
LONGEST_SOLUTION_SECONDS = 60 * 24 * 3600
MOST_DAYS = 365
MOST_ROWS = 20

# What stands in braces is filled in with what is promised, in the words of each language.
PLACES = (*(name.removesuffix("_seconds") for name in TIMES), *DAYS)
_PLACE = re.compile(r"\{([a-z_]*)\}")

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChannelPromise:
    """Seconds of open time within which a channel answers first and next and solves; None where nothing is promised."""

    first_answer_seconds: int | None = None
    next_answer_seconds: int | None = None
    solution_seconds: int | None = None

    def over(self, other: ChannelPromise) -> ChannelPromise:
        """Return what this promises, and what the other promises where this says nothing."""
        mine = (getattr(self, name) for name in TIMES)
        return ChannelPromise(
            *(getattr(other, name) if said is None else said for name, said in zip(TIMES, mine, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Handling:
    """How one kind of problem is handled: what is done, who decides, and up to which limit. By language."""

    kind: Words
    steps: Words
    decides: Words
    limit: Words


@dataclass(frozen=True, slots=True)
class Content:
    """All that a version says. Words stand by language; days are None where nothing is promised."""

    texts: Mapping[str, Words]
    channels: Mapping[str, ChannelPromise]
    returns_days: int | None
    exchange_days: int | None
    refund_days: int | None
    handling: tuple[Handling, ...] = ()

    def promise(self, channel: str) -> ChannelPromise:
        """Return what is promised on a channel, by its own row or else that of every channel."""
        general = self.channels.get(EVERY_CHANNEL, ChannelPromise())
        return self.channels.get(channel, general).over(general)

    def text(self, name: str, base: str) -> LocalText | None:
        """Return a text, None where the shop says nothing."""
        return local(self.texts.get(name, {}), base)


def local(words: Words, base: str) -> LocalText | None:
    """Return words as one text; where the shop's own language has none, the first that has some is followed."""
    if not words:
        return None
    first = base if base in words else next(code for code in CODES if code in words)
    return LocalText(dict(words), base=first)


def content_of(standard: Standard) -> Content:
    """Return what a version says."""
    promises = standard.promises
    return Content(
        texts=standard.texts,
        channels={
            channel: ChannelPromise(**{name: row.get(name) for name in TIMES})
            for channel, row in promises.get("channels", {}).items()
        },
        **{name: promises.get(name) for name in DAYS},
        handling=tuple(
            Handling(**{column: row.get(column, {}) for column in COLUMNS}) for row in standard.handling
        ),
    )


def promises_json(content: Content) -> dict[str, Any]:
    """Return the numbers of a version as they are stored."""
    channels = {
        channel: {name: getattr(row, name) for name in TIMES if getattr(row, name) is not None}
        for channel, row in content.channels.items()
    }
    return {"channels": channels, **{name: getattr(content, name) for name in DAYS}}


def handling_json(content: Content) -> list[dict[str, dict[str, str]]]:
    """Return the staff's side of a version as it is stored."""
    return [{column: dict(getattr(row, column)) for column in COLUMNS} for row in content.handling]


def checked(content: Content, *, base: str) -> Content:
    """Return the content tidied; raises `BadInput` with the field for what does not fit.

    `base` is the shop's own language, in which nothing that customers need may be missing.
    """
    texts = {name: _words(content.texts.get(name, {}), _longest(name), name) for name in TEXTS}
    for name in NEEDED:
        if base not in texts[name]:
            raise BadInput(_("Write this text in the language of your shop."), field=f"{name}_{base}")
    for channel, promise in content.channels.items():
        _check_times(channel, promise)
    if content.channels.get(EVERY_CHANNEL, ChannelPromise()).first_answer_seconds is None:
        raise BadInput(_("Say within which time somebody answers."), field="first_answer_")
    _check_places(texts, content)
    for name in DAYS:
        days = getattr(content, name)
        if days is not None and not 0 <= days <= MOST_DAYS:
            raise BadInput(_("Choose between 0 and 365 days."), field=name)
    return Content(
        texts={name: words for name, words in texts.items() if words},
        channels={channel: row for channel, row in content.channels.items() if row != ChannelPromise()},
        returns_days=content.returns_days,
        exchange_days=content.exchange_days,
        refund_days=content.refund_days,
        handling=_rows(content.handling, base),
    )


def _longest(name: str) -> int:
    return LONGEST_TITLE if name in TITLES else LONGEST_TEXT


def _words(words: Words, longest: int, field: str) -> dict[str, str]:
    tidied = {code: "\n".join(words.get(code, "").strip().splitlines()) for code in CODES}
    for code, text in tidied.items():
        if len(text) > longest:
            said = _("This text is longer than %(n)d characters.") % {"n": longest}
            raise BadInput(said, field=f"{field}_{code}")
        if not is_storable(text):
            raise BadInput(_("There is a character in it that cannot be stored."), field=f"{field}_{code}")
        if not _fits(text):
            names = ", ".join(f"{{{place}}}" for place in PLACES)
            said = _("In braces stands one of these: %(names)s.") % {"names": names}
            raise BadInput(said, field=f"{field}_{code}")
    return {code: text for code, text in tidied.items() if text}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put what is promised in the place of `{names}`."""
    return _PLACE.sub(lambda match: values.get(match[1], ""), text)


def places_in(text: str) -> frozenset[str]:
    """Return the names in braces that a text mentions."""
    return frozenset(_PLACE.findall(text))


def promised_places(content: Content) -> frozenset[str]:
    """Return the names in braces for which the content promises something."""
    general = content.promise(EVERY_CHANNEL)
    times = {name.removesuffix("_seconds") for name in TIMES if getattr(general, name) is not None}
    return frozenset(times | {name for name in DAYS if getattr(content, name) is not None})


def _check_places(texts: Mapping[str, Words], content: Content) -> None:
    promised = promised_places(content)
    for name, words in texts.items():
        for code, text in words.items():
            if lacking := sorted(places_in(text) - promised):
                said = _("It mentions {%(name)s}, and nothing is promised there.") % {"name": lacking[0]}
                raise BadInput(said, field=f"{name}_{code}")


def _fits(text: str) -> bool:
    return places_in(text) <= {*PLACES} and not any(brace in _PLACE.sub("", text) for brace in "{}")


def _check_times(channel: str, promise: ChannelPromise) -> None:
    longest = (LONGEST_TARGET_SECONDS, LONGEST_TARGET_SECONDS, LONGEST_SOLUTION_SECONDS)
    for name, most in zip(TIMES, longest, strict=True):
        seconds = getattr(promise, name)
        if seconds is not None and not SHORTEST_TARGET_SECONDS <= seconds <= most:
            field = f"{name.removesuffix('_seconds')}_{channel}"
            raise BadInput(_("Choose a time of a minute or more that can be kept."), field=field)


def _rows(handling: Iterable[Handling], base: str) -> tuple[Handling, ...]:
    rows = tuple(
        Handling(
            **{
                column: _words(getattr(row, column), LONGEST_TEXT, f"row{place}_{column}")
                for column in COLUMNS
            }
        )
        for place, row in enumerate(handling)
    )
    kept = tuple(row for row in rows if any(getattr(row, column) for column in COLUMNS))
    if len(kept) > MOST_ROWS:
        raise BadInput(_("Twenty kinds of problem are enough for one page."), field="handling")
    for place, row in enumerate(rows):
        if row in kept and base not in row.kind:
            raise BadInput(
                _("Name the kind of problem in the language of your shop."), field=f"row{place}_kind_{base}"
            )
    return kept

"""The five stitches of the promise, as the server draws them before the browser takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import ceil

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

STITCHES = 5
HURRY_SECONDS = 60
HOUR_SECONDS = 3600
DAY_SECONDS = 86400
KEPT_TEXTS = 2_000


@dataclass(frozen=True)
class Wait:
    """How a promise stands: `stitches` left of five, `state` "", "hurry" or "late", and its words."""

    stitches: int
    state: str
    text: str


def wait_until(
    due_at: datetime, *, now: datetime, full_seconds: int, is_exact: bool = False, language: str | None = None
) -> Wait:
    """Return whole minutes, seconds in the last one (always when `is_exact`), and after it how late.

    `language` is the one that is spoken, where the caller has asked already.
    """
    language = language or get_language()
    left = ceil((due_at - now).total_seconds())
    if left <= 0:
        return Wait(STITCHES, "late", _late_text(-left // 60 * 60, language))
    stitches = min(STITCHES, max(1, ceil(left * STITCHES / max(full_seconds, 1))))
    if left <= HURRY_SECONDS:
        return Wait(stitches, "hurry", _countdown(left))
    return Wait(
        stitches,
        "",
        _countdown(left) if is_exact and left < HOUR_SECONDS else _left_text(left // 60 * 60, language),
    )


# A list says fifty of these: each is looked up once in the catalogue of a language.
@lru_cache(maxsize=KEPT_TEXTS)
def _left_text(seconds: int, language: str | None) -> str:
    """Return the time left in the largest fitting unit, rounded down: "4 min", "2 h", "3 d"."""
    if seconds >= 2 * DAY_SECONDS:
        return gettext("%(n)s d") % {"n": seconds // DAY_SECONDS}
    if seconds >= 2 * HOUR_SECONDS:
        return gettext("%(n)s h") % {"n": seconds // HOUR_SECONDS}
    return gettext("%(n)s min") % {"n": seconds // 60}


@lru_cache(maxsize=KEPT_TEXTS)
def _late_text(seconds: int, language: str | None) -> str:
    """Return how late an answer is: "1 min late" at least."""
    if seconds >= 2 * DAY_SECONDS:
        return gettext("%(n)s d late") % {"n": seconds // DAY_SECONDS}
    if seconds >= 2 * HOUR_SECONDS:
        return gettext("%(n)s h late") % {"n": seconds // HOUR_SECONDS}
    return gettext("%(n)s min late") % {"n": max(1, seconds // 60)}


def _countdown(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def wait_markup(
    drawn: Wait,
    due_at: datetime,
    full_seconds: int,
    since: str,
    classes: str,
    *,
    is_exact: bool,
    counts_seconds: bool = False,
) -> SafeString:
    """Return the timer: drawn for now, with what the browser needs to go on counting.

    The exact one is that of the open conversation, which speaks; others may count seconds in silence.
    """
    title = format_html(' title="{}"', since) if since else ""
    past = (
        format_html('<span class="vh">{} </span>', gettext("Past the promise,"))
        if drawn.state == "late"
        else ""
    )
    return format_html(
        '<time class="{}" datetime="{}" data-due="{}" data-full="{}" data-left="{}"{}{}>{}<span>{}</span></time>',
        " ".join(f"wait {drawn.state} {classes}".split()),
        due_at.isoformat(),
        int(due_at.timestamp()),
        full_seconds,
        drawn.stitches,
        SafeString(" data-exact" if is_exact else " data-seconds" if counts_seconds else ""),
        title,
        past,
        drawn.text,
    )

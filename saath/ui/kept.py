"""Parts of pages that are rendered once and kept by all that they show: never stale, and never another shop's."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from saath.ui.frame import StaffFrame
from saath.ui.navigation import visible

KEPT_PARTS = 256


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """All of a frame that is shown; `verbs` are those that the places of the navigation and the page ask for."""

    store_name: str
    current: str
    counts: tuple[tuple[str, int | str], ...]
    verbs: frozenset[str]


@lru_cache(maxsize=KEPT_PARTS)
def plain_part(template: str, language: str, shown: tuple[tuple[str, Hashable], ...] = ()) -> SafeString:
    """Return a part that shows nothing but words in the language of the page, and the values of `shown` by their names."""
    return mark_safe(get_template(template).render(dict(shown)))  # noqa: S308  # out of an escaping template


def frame_part(template: str, frame: StaffFrame, bar_class: str, theme: str, language: str) -> SafeString:
    """Return a part of the navigation around a page."""
    return _frame_part(template, shown_frame(frame), bar_class, theme, language)


def shown_frame(frame: StaffFrame) -> ShownFrame:
    """Return what is shown of a frame."""
    return ShownFrame(
        store_name=frame.store_name,
        current=frame.current,
        counts=tuple(frame.counts.items()),
        verbs=frozenset((*(entry.verb for entry in visible(frame.may)), *filter(frame.may, frame.asks))),
    )


def frame_of_shown(shown: ShownFrame) -> StaffFrame:
    """Return a frame that shows the same."""
    return StaffFrame(shown.store_name, shown.current, dict(shown.counts), shown.verbs.__contains__)


@lru_cache(maxsize=KEPT_PARTS)
def _frame_part(template: str, shown: ShownFrame, bar_class: str, theme: str, language: str) -> SafeString:
    interface = {"theme": theme, "language": language}
    context = {"frame": frame_of_shown(shown), "interface": interface, "bar_class": bar_class}
    return mark_safe(get_template(template).render(context))  # noqa: S308  # out of an escaping template

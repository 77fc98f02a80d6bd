"""The guides: one file each, in the order in which they are offered. Their examples are run by tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from saath.api.docs.markdown import rendered

HERE = Path(__file__).parent
ORDER = (
    "begin",
    "answer-a-conversation",
    "sync-orders",
    "verify-a-webhook",
    "errors-pages-repeats",
    "changes",
)


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: its name in its address, its title, and what it says as HTML."""

    slug: str
    title: str
    html: str


@cache
def guides() -> tuple[Guide, ...]:
    """Return all guides."""
    return tuple(_guide(slug) for slug in ORDER)


def get_guide(slug: str) -> Guide | None:
    """Return a guide, None for one that there is not."""
    return next((each for each in guides() if each.slug == slug), None)


def _guide(slug: str) -> Guide:
    text = (HERE / f"{slug}.md").read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return Guide(slug, title, rendered(text))

"""Checklists for tests, written the way they are written in life."""

from __future__ import annotations

from collections.abc import Sequence

from saath.checklists.actions.writing import add_checklist
from saath.checklists.content import Content
from saath.checklists.models import Checklist
from saath.stores.tests.builders import TEST

PARCEL = ("Ask for a photo", "Check with the courier", "Offer a new one")


def write_checklist(
    name: str = "Damaged parcel", items: Sequence[str] = PARCEL, *, is_required: bool = False
) -> Checklist:
    """Write a checklist with an English name and English items."""
    content = Content({"en": name}, [{"en": item} for item in items], is_required)
    return add_checklist(TEST, content=content)

"""What a person says that a checklist should be, checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.core.names import checked_list, checked_names

LONGEST_NAME, LONGEST_ITEM = 60, 200
MOST_CHECKLISTS, MOST_ITEMS = 60, 30


@dataclass(frozen=True, slots=True)
class Content:
    """A checklist as its form has it: its names by language, and those of each item."""

    names: Mapping[str, str]
    items: Sequence[Mapping[str, str]]
    is_required: bool = False


def checked(content: Content) -> Content:
    """Return the content as it is kept; raises `BadInput`."""
    names = checked_names(content.names, longest=LONGEST_NAME, field="name_en")
    if not names:
        raise BadInput(_("Write the name in one language at least."), field="name_en")
    items = checked_list(content.items, most=MOST_ITEMS, longest=LONGEST_ITEM, field="items_en")
    return replace(content, names=names, items=items)

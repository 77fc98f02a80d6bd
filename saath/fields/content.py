"""What a person says that a field should be, checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from secrets import token_hex
from typing import Any

from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.core.names import checked_list, checked_names
from saath.core.text import storable
from saath.fields import rules
from saath.fields.kinds import CHOSEN, About, Kind


@dataclass(frozen=True, slots=True)
class Content:
    """A field as its form has it. `options` are the names of a list by language, those of one option in the same place."""

    about: str
    kind: str
    names: Mapping[str, str]
    options: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    is_required: bool = False


def checked(content: Content) -> Content:
    """Return the content as it is kept; raises `BadInput`."""
    if content.about not in About.values or content.kind not in Kind.values:
        raise BadInput(field="kind")
    names = checked_names(content.names, longest=rules.LONGEST_NAME, field="name_en")
    if not names:
        raise BadInput(_("Write the name in one language at least."), field="name_en")
    is_number = content.kind == Kind.NUMBER
    least, most = (content.least, content.most) if is_number else (None, None)
    if least is not None and most is not None and least > most:
        raise BadInput(_("The least is more than the most."), field="least")
    unit = " ".join(storable(content.unit).split())[: rules.LONGEST_UNIT] if is_number else ""
    options = _options(content.options) if content.kind in CHOSEN else []
    is_required = content.is_required and content.about == About.CONVERSATION
    return replace(
        content, names=names, options=options, unit=unit, least=least, most=most, is_required=is_required
    )


def merged_options(
    before: Sequence[Mapping[str, Any]], named: Sequence[Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Return the options of a list as it is kept: each keeps its key while one of its names stays.

    One that is named no longer is off: what has it keeps it, and it comes back when it is named again.
    """
    left = [dict(option) for option in before]
    kept = []
    for names in named:
        same = next((each for each in left if set(each["names"].items()) & set(names.items())), None)
        if same is not None:
            left.remove(same)
        kept.append({"key": same["key"] if same else token_hex(5), "names": dict(names)})
    return [*kept, *({**option, "is_off": True} for option in left)]


def _options(named: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return checked_list(named, most=rules.MOST_OPTIONS, longest=rules.LONGEST_NAME, field="options_en")

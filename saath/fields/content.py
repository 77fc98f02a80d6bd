"""What a person says that a field should be, checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from secrets import token_hex
from typing import Any

from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.core.languages import CODES
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
    names = _names(content.names)
    if not names:
        raise BadInput(_("Write the name in one language at least."), field="name_en")
    is_number = content.kind == Kind.NUMBER
    least, most = (content.least, content.most) if is_number else (None, None)
    if least is not None and most is not None and least > most:
        raise BadInput(_("The least is more than the most."), field="least")
    unit = " ".join(storable(content.unit).split())[: rules.LONGEST_UNIT] if is_number else ""
    options = _options(content.options) if content.kind in CHOSEN else ()
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


def _options(named: Sequence[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    found = tuple(names for each in named if (names := _names(each)))
    if not 0 < len(found) <= rules.MOST_OPTIONS:
        raise BadInput(_("A list has 1 to %(n)d lines.") % {"n": rules.MOST_OPTIONS}, field="options_en")
    said = [pair for names in found for pair in names.items()]
    if len(set(said)) < len(said):
        raise BadInput(_("Two lines of the list say the same."), field="options_en")
    return found


def _names(named: Mapping[str, str]) -> dict[str, str]:
    tidy = {code: " ".join(storable(named.get(code, "")).split()) for code in named if code in CODES}
    if any(len(name) > rules.LONGEST_NAME for name in tidy.values()):
        raise BadInput(_("A name has 1 to %(n)d characters.") % {"n": rules.LONGEST_NAME}, field="name_en")
    return {code: name for code, name in tidy.items() if name}

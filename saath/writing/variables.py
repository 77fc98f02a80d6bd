"""Values that a saved reply can name: `{{customer.name}}`, or `{{customer.name|there}}` with words for want of one.

A registry: whoever knows a value declares it, and `config/wiring.py` puts it on the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from saath.conversations.gaps import PLACE
from saath.core.errors import BadInput
from saath.core.languages import CODES, language_of
from saath.writing.facts import Facts

Value = Callable[[Facts, str], str]

VariablesOfStore = Callable[[], "list[Variable]"]

_variables: dict[str, Variable] = {}
_of_stores: dict[str, VariablesOfStore] = {}


@dataclass(frozen=True, slots=True)
class Variable:
    """A value by its name in texts: what people read in its place, an example, and how it is found.

    `value(facts, language)` says it in a language of a wording ("hi", "hi-latn"), and "" where there is none. The
    interface speaks that language meanwhile, English for what is written in Latin letters.
    """

    name: str
    label: str | Promise
    example: Callable[[str], str]
    value: Value

    @property
    def place(self) -> str:
        """How a text names it."""
        return f"{{{{{self.name}}}}}"


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its values, and the places for which there is none as they still stand in it."""

    text: str
    gaps: tuple[str, ...] = ()


def register(*variables: Variable) -> None:
    """Let texts name these; raises ValueError for a name that is taken by another."""
    for variable in variables:
        if _variables.setdefault(variable.name, variable) != variable:
            raise ValueError(f"variable {variable.name} exists")


def register_of_store(prefix: str, found: VariablesOfStore) -> None:
    """Let texts name values that a store makes itself: their names begin with `prefix`, and are asked for only there."""
    _of_stores[prefix] = found


def variables() -> list[Variable]:
    """Return what texts can name in the store in scope, what it has made itself last."""
    return [*_variables.values(), *(each for found in _of_stores.values() for each in found())]


def _named_in(text: str) -> dict[str, Variable]:
    """Return the values that a text can name, those of the store only where it names one of that kind."""
    named = dict(_variables)
    for prefix, found in _of_stores.items():
        if any(name.startswith(prefix) for name in names_in([text])):
            named.update({each.name: each for each in found()})
    return named


def check_places(text: str) -> None:
    """Refuse a text that names an unknown value, or has braces that are no place. Raises `BadInput`."""
    named = _named_in(text)
    unknown = [match[0] for match in PLACE.finditer(text) if match[1] not in named]
    rest = PLACE.sub("", text)
    if unknown or "{{" in rest or "}}" in rest:
        raise BadInput(
            _("There is no such value: %(places)s.") % {"places": ", ".join(unknown) or "{{ }}"},
            what_to_do=_("Choose one of the values below the text."),
            field="text",
        )


def fill(text: str, facts: Facts, language: str) -> Filled:
    """Return a text in this language with the values of a conversation."""
    return _filled(text, lambda variable: variable.value(facts, language), language)


def fill_with_examples(text: str, language: str) -> Filled:
    """Return a text as some customer would read it."""
    return _filled(text, lambda variable: variable.example(language), language)


def _filled(text: str, value_of: Callable[[Variable], str], language: str) -> Filled:
    pieces, gaps, end = [], [], 0
    named = _named_in(text)
    with translation.override(_spoken_for_values(language)):
        for place in PLACE.finditer(text):
            variable = named.get(place[1])
            value = (value_of(variable) if variable else "") or (place[2] or "").strip()
            if not value:
                gaps.append(place[0])
            pieces += [text[end : place.start()], value or place[0]]
            end = place.end()
    return Filled("".join([*pieces, text[end:]]), tuple(dict.fromkeys(gaps)))


def _spoken_for_values(language: str) -> str:
    return (
        language if language in CODES else "en" if language.endswith("-latn") else language_of(language).code
    )


def names_in(texts: Iterable[str]) -> set[str]:
    """Return which values the texts name."""
    return {place[1] for text in texts for place in PLACE.finditer(text)}

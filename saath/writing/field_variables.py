"""The shop's own fields as values of saved replies: `{{field.size}}`."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from saath.core.clock import now
from saath.fields.kinds import Kind
from saath.fields.models import Field
from saath.fields.rules import YES
from saath.writing.facts import Facts
from saath.writing.variables import Variable

PREFIX: Final = "field."


def field_variables() -> list[Variable]:
    """Return a value for each field in use, those of conversations first; one statement."""
    fields = Field.objects.filter(deleted_at=None, held_at=None).order_by("about", "place", "id")
    return [
        Variable(f"{PREFIX}{field.key}", field.name, partial(_example, field), partial(_value, field))
        for field in fields
    ]


def _value(field: Field, facts: Facts, language: str) -> str:
    return field.said(facts.known.get(field.pk, ""))


def _example(field: Field, language: str) -> str:
    if field.has_list:
        return field.said(next((str(option["key"]) for option in field.options), ""))
    match field.kind:
        case Kind.NUMBER:
            return field.said("2")
        case Kind.YES_NO:
            return field.said(YES)
        case Kind.DATE:
            return field.said((now() + timedelta(days=7)).date().isoformat())
    return field.name

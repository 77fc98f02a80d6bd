"""Fields for tests, made the way they are made in life."""

from __future__ import annotations

from typing import Any

from saath.fields.actions.defining import add_field
from saath.fields.content import Content
from saath.fields.kinds import About, Kind
from saath.fields.models import Field
from saath.stores.tests.builders import TEST
from saath.tenancy.actor import Actor


def make_field(
    name: str, kind: str = Kind.TEXT, *, about: str = About.CONVERSATION, actor: Actor = TEST, **more: Any
) -> Field:
    """Add a field with an English name, or with `names` by language; `options` are English lines."""
    names = more.pop("names", {"en": name})
    options = [{"en": line} if isinstance(line, str) else line for line in more.pop("options", ())]
    return add_field(actor, content=Content(about, kind, names, options=options, **more))


def key_of(field: Field, option: str) -> str:
    """Return the key of an option by its English name."""
    return next(str(each["key"]) for each in field.options if each["names"].get("en") == option)

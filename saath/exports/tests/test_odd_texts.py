"""Whatever a text holds, a line of it comes back as it was; what no database takes is refused or replaced."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from saath.conversations.models import Message, Tag
from saath.exports.catalogue import KINDS
from saath.exports.coming import coming
from saath.exports.errors import ExportRefused
from saath.exports.kinds import by_model
from saath.exports.lines import to_bytes
from saath.exports.schema import schema_of

pytestmark = pytest.mark.one_engine
TAGS, MESSAGES = by_model(KINDS)[Tag], by_model(KINDS)[Message]
ID = "01a20756-0000-7000-8000-000000000000"
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(TEXTS)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    line = to_bytes({"id": ID, "name": text, "key": "k", "created_at": "2026-11-23T07:00:00Z"})
    assert line.count(b"\n") == 1
    assert coming(TAGS, line, 1).values["name"] == text


@given(JSON)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    told = dict.fromkeys(schema_of(MESSAGES)["properties"])
    told |= {"id": ID, "conversation": ID, "recipients": value, "sent_at": "2026-11-23T07:00:00Z"}
    told = {name: each for name, each in told.items() if each is not None or name == "recipients"}
    if value is None:
        with pytest.raises(ExportRefused):
            coming(MESSAGES, to_bytes(told), 1)
    else:
        assert coming(MESSAGES, to_bytes(told), 1).values["recipients"] == value


@given(TEXTS, TEXTS)
def test_a_null_character_leaves_as_a_sign_for_it(before: str, after: str) -> None:
    line = to_bytes({"name": f"{before}\x00{after}", "more": [{f"{before}\x00": "\x00"}]})
    told = json.loads(line)
    assert told["name"] == f"{before}\ufffd{after}"
    assert "\\u0000" not in line.decode()


@given(st.binary(max_size=200))
def test_no_line_breaks_the_reader(octets: bytes) -> None:
    with pytest.raises(ExportRefused):
        coming(TAGS, octets, 1)


@given(JSON)
def test_no_value_breaks_the_reader(value: object) -> None:
    for kind in (TAGS, MESSAGES):
        with suppress(ExportRefused):
            coming(kind, json.dumps(dict.fromkeys(schema_of(kind)["properties"], value)).encode(), 1)


def test_every_column_has_a_type_in_the_schema() -> None:
    for kind in KINDS:
        told = schema_of(kind)["properties"]
        free = [name for name, schema in told.items() if "type" not in schema]
        values = [each.name for each in kind.columns if isinstance(each, models.JSONField)]
        assert free == values

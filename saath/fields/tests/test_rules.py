"""What fits into a field, and what becomes of it when two write at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saath.core.errors import BadInput
from saath.fields.content import Content, checked, merged_options
from saath.fields.kinds import Kind
from saath.fields.rules import Shape, canonical, key_for, merge_values

LIST = ("a1", "b2", "c3")


@pytest.mark.parametrize(
    ("shape", "written", "kept"),
    [
        (Shape(Kind.TEXT), "  king   size ", "king size"),
        (Shape(Kind.LONG), "one\r\n two ", "one\n two"),
        (Shape(Kind.NUMBER), "1,250.50", "1250.5"),
        (Shape(Kind.NUMBER), "२५", "25"),
        (Shape(Kind.NUMBER), "-0.00", "0"),
        (Shape(Kind.NUMBER, least=Decimal(1), most=Decimal(9)), "9", "9"),
        (Shape(Kind.YES_NO), "yes", "yes"),
        (Shape(Kind.DATE), "2026-11-22", "2026-11-22"),
        (Shape(Kind.ONE, options=LIST), "b2", "b2"),
        (Shape(Kind.SEVERAL, options=LIST), "c3 a1", "a1 c3"),
        (Shape(Kind.LINK), "https://example.com/ચાર્ટ", "https://example.com/ચાર્ટ"),
        (Shape(Kind.NUMBER), "   ", ""),
    ],
)
def test_what_is_written_is_kept_in_one_form(shape: Shape, written: str, kept: str) -> None:
    assert canonical(shape, written) == kept


@pytest.mark.parametrize(
    ("shape", "written", "words"),
    [
        (Shape(Kind.TEXT), "x" * 201, "At most 200 characters"),
        (Shape(Kind.NUMBER), "twelve", "Write a number"),
        (Shape(Kind.NUMBER), "NaN", "Write a number"),
        (Shape(Kind.NUMBER), "1e30", "Write a number"),
        (Shape(Kind.NUMBER, least=Decimal(1), most=Decimal("2.5")), "3", "From 1 to 2.5."),
        (Shape(Kind.NUMBER, least=Decimal(1)), "0", "At least 1."),
        (Shape(Kind.NUMBER, most=Decimal(10)), "11", "At most 10."),
        (Shape(Kind.YES_NO), "perhaps", "Choose from the list."),
        (Shape(Kind.DATE), "22.11.2026", "Choose a day."),
        (Shape(Kind.ONE, options=LIST), "a1 b2", "Choose from the list."),
        (Shape(Kind.SEVERAL, options=LIST), "a1 d4", "Choose from the list."),
        (Shape(Kind.LINK), "javascript:alert(1)", "Write a whole link"),
        (Shape(Kind.LINK), "https://", "Write a whole link"),
        (Shape(Kind.LINK), "http://[", "Write a whole link"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(shape: Shape, written: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        canonical(shape, written)


def test_several_of_a_list_are_merged_choice_by_choice() -> None:
    shapes = {"f": Shape(Kind.SEVERAL, options=LIST)}
    merged = merge_values(shapes, was={"f": "a1"}, wanted={"f": "a1 b2"}, now={"f": "a1 c3"})
    assert (merged.to_write, merged.conflicts) == ({"f": "a1 b2 c3"}, ())
    taken_out = merge_values(shapes, was={"f": "a1 b2"}, wanted={"f": "b2"}, now={"f": "a1 b2 c3"})
    assert taken_out.to_write == {"f": "b2 c3"}


def test_two_who_write_another_value_are_asked() -> None:
    shapes = {"f": Shape(Kind.TEXT)}
    assert merge_values(shapes, was={"f": ""}, wanted={"f": "L"}, now={"f": "XL"}).conflicts == ("f",)
    assert merge_values(shapes, was={"f": ""}, wanted={"f": "XL"}, now={"f": "XL"}).conflicts == ()


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Order type", (), "order_type"),
        ("Size (2026)", (), "size"),
        ("Size", ("size", "size_a"), "size_b"),
        ("2026", (), "value"),
        ("कपड़ा", ("value",), "value_a"),
    ],
)
def test_texts_call_a_field_by_its_name_in_small_letters(name: str, taken: tuple[str, ...], key: str) -> None:
    assert key_for(name, taken) == key


def test_an_option_keeps_its_key_while_one_of_its_names_stays() -> None:
    before = merged_options([], [{"en": "Cotton"}, {"en": "Silk"}])
    after = merged_options(before, [{"en": "Cotton", "hi": "सूती"}, {"en": "Linen"}])
    assert [option.get("is_off", False) for option in after] == [False, False, True]
    assert after[0]["key"] == before[0]["key"]
    assert after[2] == {**before[1], "is_off": True}
    assert merged_options(after, [{"en": "Silk"}])[0]["key"] == before[1]["key"]


@pytest.mark.parametrize(
    "content",
    [
        Content("conversation", "text", {"en": " "}),
        Content("conversation", "one", {"en": "Fabric"}),
        Content("conversation", "one", {"en": "Fabric"}, options=[{"en": "Silk"}, {"en": "Silk"}]),
        Content("conversation", "number", {"en": "Size"}, least=Decimal(2), most=Decimal(1)),
        Content("conversation", "text", {"en": "x" * 61}),
        Content("shop", "text", {"en": "Size"}),
    ],
)
def test_a_field_that_nobody_could_fill_is_refused(content: Content) -> None:
    with pytest.raises(BadInput):
        checked(content)

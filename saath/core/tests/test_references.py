import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.core.references import ALPHABET, check_character, new_reference, normalise_reference

bodies = st.text(ALPHABET, min_size=6, max_size=6)


def test_reference_is_its_own_normal_form() -> None:
    reference = new_reference()
    assert len(reference) == 8
    assert normalise_reference(reference) == reference


@given(bodies)
def test_typing_is_forgiven(body: str) -> None:
    compact = body + check_character(body)
    typed = compact.lower().replace("0", "o").replace("1", "l")
    assert normalise_reference(f" {typed[:2]} {typed[2:5]}-{typed[5:]} ") == f"{compact[:3]}-{compact[3:]}"


@given(bodies, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, position: int, wrong: str) -> None:
    compact = body + check_character(body)
    changed = compact[:position] + wrong + compact[position + 1 :]
    if changed != compact:
        assert normalise_reference(changed) is None


@pytest.mark.parametrize("text", ["", "7KM", "hello world", "7KM-4Q2X-9", "७KM-4Q2X"])
def test_other_text_is_no_reference(text: str) -> None:
    assert normalise_reference(text) is None

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saath.language.detect import LANGUAGES, Detected, detect_language
from saath.language.scripts import Script


@pytest.mark.parametrize(
    ("text", "language", "romanised"),
    [
        ("Where is my parcel? It should have come yesterday.", "en", False),
        ("I don’t want a replacement, please send the money back", "en", False),
        ("मेरा पार्सल अभी तक नहीं आया", "hi", False),
        ("मेरा order cancel कर दो please", "hi", False),
        ("મારું પાર્સલ હજી આવ્યું નથી", "gu", False),
        ("મારો order cancel કરો", "gu", False),
        ("mera parcel abhi tak nahi aaya, paise wapas chahiye", "hi", True),
        ("order cancel kar do please", "hi", True),
        ("Bhaiya refund kab milega?", "hi", True),
        ("maru parcel haju aavyu nathi, paisa pacha joie che", "gu", True),
        ("mane refund kyare malshe", "gu", True),
        ("kem cho, order kya pahochyo?", "gu", True),
    ],
)
def test_knows_the_language_and_how_it_is_written(text: str, language: str, romanised: bool) -> None:
    detected = detect_language(text)
    assert (detected.language, detected.romanised) == (language, romanised)


def test_says_what_told_the_language() -> None:
    assert {"kyare", "malshe"} <= set(detect_language("mane refund kyare malshe").evidence)


@pytest.mark.parametrize(
    ("text", "script"), [("", None), ("12345 !?", None), ("تسوية", Script.OTHER), ("PT xyzzy", Script.LATIN)]
)
def test_does_not_guess_where_nothing_tells(text: str, script: Script | None) -> None:
    assert detect_language(text) == Detected(None, script)


def test_is_less_sure_of_less() -> None:
    assert detect_language("nahi").confidence < 0.5 < detect_language("mujhe nahi chahiye hai").confidence


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_takes_any_text(text: str) -> None:
    detected = detect_language(text)
    assert detected.language in (None, *LANGUAGES)
    assert 0 <= detected.confidence <= 1


@pytest.mark.parametrize("unit", ["a", "a'", "क", "\u0301", " ", "ક ", "hai ", "ﷺ", "'", "aa-"])
def test_a_megabyte_of_anything_takes_no_more_than_a_moment(unit: str) -> None:
    start = time.process_time()
    detect_language(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 1

"""Thanks is no question; anything beside it is."""

from __future__ import annotations

import pytest

from saath.conversations.thanks import Thanks, read_thanks


@pytest.mark.parametrize(
    "text",
    [
        "thank you",
        "Thanks!",
        "ok thanks",
        "Thank you so much for your quick help.",
        "thank you Meera",
        "Thanks, Meera ben 🙏",
        "👍",
        "👍🏽",
        "🙏🙏",
        "dhanyavaad",
        "Bahut bahut shukriya ji",
        "aapka bahut dhanyavad",
        "khub khub aabhar",
        "धन्यवाद",
        "बहुत बहुत शुक्रिया जी।",
        "આભાર",
        "તમારો ખૂબ ખૂબ આભાર!",
        "Okay, thx",
    ],
)
def test_just_thanks(text: str) -> None:
    assert read_thanks(text, names=["Meera Joshi"]) is Thanks.JUST


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, it works now.",
        "got it, thank you",
        "All sorted, thanks Meera",
        "mil gaya, dhanyavaad",
        "Parcel received 👍",
        "मिल गया, धन्यवाद",
        "મળી ગયું, આભાર",
        "It's sorted. Thank you!",
    ],
)
def test_thanks_that_says_that_it_is_sorted(text: str) -> None:
    assert read_thanks(text, names=["Meera Joshi"]) is Thanks.SORTED


@pytest.mark.parametrize(
    "text",
    [
        "thanks but it is still broken",
        "Thanks, and where is the other pillow?",
        "Thank you, it works now but the second one is torn",
        "no thanks",
        "not sorted",
        "Thanks for nothing",
        "shukriya lekin abhi tak nahi mila",
        "धन्यवाद पर अभी तक नहीं मिला",
        "આભાર પણ હજી નથી મળ્યું",
        "received broken, thanks",
        "👎",
        "ok",
        "",
        "Thanks. Please call me on 98250 12345",
        "thanks 😡",
        "thank you " * 20,
    ],
)
def test_whatever_else_it_says_wants_an_answer(text: str) -> None:
    assert read_thanks(text, names=["Meera Joshi"]) is None


def test_only_those_are_greeted_whom_we_know() -> None:
    assert read_thanks("thank you Kamlesh") is None

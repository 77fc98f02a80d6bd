"""Marks that shape an answer: what counts as one, and that HTML and plain words say the same."""

from __future__ import annotations

import pytest

from saath.conversations.marks import plain_words, rich_html
from tests.cpu_time import cpu_time


@pytest.mark.parametrize(
    ("text", "shown", "plain"),
    [
        ("It is *on its way*.", "<p>It is <strong>on its way</strong>.</p>", "It is on its way."),
        ("आपका पार्सल *आज* पहुँचेगा।", "<p>आपका पार्सल <strong>आज</strong> पहुँचेगा।</p>", "आपका पार्सल आज पहुँचेगा।"),
        ("તમારું _પાર્સલ_ આજે આવશે.", "<p>તમારું <em>પાર્સલ</em> આજે આવશે.</p>", "તમારું પાર્સલ આજે આવશે."),
        ("*_both_*", "<p><strong><em>both</em></strong></p>", "both"),
        ("- one\n- two\nThanks", "<ul><li>one</li><li>two</li></ul>\n<p>Thanks</p>", "- one\n- two\nThanks"),
        ("2. b\n3) c", '<ol start="2"><li>b</li><li>c</li></ol>', "2. b\n3) c"),
        ("> you wrote\nYes", "<blockquote><p>you wrote</p></blockquote>\n<p>Yes</p>", "> you wrote\nYes"),
    ],
)
def test_a_mark_shapes_the_words_that_it_hugs(text: str, shown: str, plain: str) -> None:
    assert (rich_html(text), plain_words(text)) == (shown, plain)


def test_a_link_has_words_of_its_own() -> None:
    text = "[Track it](https://shop.example/t/1) now"
    assert 'href="https://shop.example/t/1"' in rich_html(text)
    assert ">Track it</a> now" in rich_html(text)
    assert plain_words(text) == "Track it (https://shop.example/t/1) now"


@pytest.mark.parametrize(
    "text",
    [
        "Good morning,\n\nit comes today.",
        "2 * 3 = 6 and 5*4*2",
        "order_id and customer_id",
        "A star *, and another *",
        "-5 degrees, and 10.30 am",
        "https://shop.example/a_b_c",
        "**",
        "",
    ],
)
def test_what_is_no_mark_stays_plain(text: str) -> None:
    assert (rich_html(text), plain_words(text)) == ("", text)


def test_nothing_typed_becomes_a_tag_of_its_own() -> None:
    text = '*bold* <script>alert(1)</script> <img src=x onerror=y> [x](javascript:alert(1)) [y](https://e.in/"><b>)'
    shown = rich_html(text)
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown
    assert "<b>" not in shown


def test_a_long_text_of_marks_is_read_in_time_that_grows_with_its_length() -> None:
    def cost(text: str) -> float:
        with cpu_time() as spent:
            rich_html(text)
            plain_words(text)
        return spent.seconds

    for bad in ("*a ", "_a ", "[a", "[a](", "> ", "- *", "https://"):
        short, long = cost(bad * 5_000), cost(bad * 20_000)
        assert long < max(short, 0.02) * 12, bad

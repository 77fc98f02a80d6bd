from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.channels.email.html_text import marked_text
from saath.channels.email.segments import folded_text, segments_of_marked, segments_of_text, visible_text
from tests.cpu_time import cpu_time


def split_text(text: str) -> tuple[str, str]:
    segments = segments_of_text(text)
    return visible_text(segments), folded_text(segments)


def split_marked(text: str) -> tuple[str, str]:
    segments = segments_of_marked(text)
    return visible_text(segments), folded_text(segments)


QUOTED = "> Your parcel left Surat.\n> It comes on Friday."


@pytest.mark.parametrize(
    "line",
    [
        "On Fri, 20 Nov 2026 at 10:12, Meera <shop@paanch.example> wrote:",
        "On Fri, 20 Nov 2026 at 10:12, Meera\n<shop@paanch.example> wrote:",
        "शुक्र, 20 नव॰ 2026 को 10:12 am बजे को Meera <shop@paanch.example> ने लिखा:",
        "शुक्र, २० नव॰ २०२६ को १०:१२ बजे\nमीरा <shop@paanch.example> ने लिखा:",
        "શુક્ર, 20 નવે, 2026 એ 10:12 AM વાગ્યે Meera <shop@paanch.example> એ આ લખ્યું:",
        "20 નવેમ્બર 2026 ના રોજ 10:12 વાગ્યે, મીરા એ લખ્યું:",
        "Meera, 20/11/2026 10:12 को, ने लिखा:",
        "---- શુક્ર, 20 નવે 2026 10:12:11 +0530 ના રોજ Meera <shop@paanch.example> એ લખ્યું ----",
    ],
)
@pytest.mark.parametrize("history", [QUOTED, QUOTED.replace("> ", "")])
def test_history_under_an_attribution_is_folded(line: str, history: str) -> None:
    visible, folded = split_text(f"Mujhe abhi tak nahi mila.\n\n{line}\n\n{history}")
    assert visible == "Mujhe abhi tak nahi mila."
    assert folded == f"{line}\n\n{history}"


@pytest.mark.parametrize(
    "line",
    [
        "வெள்., 20 நவ., 2026 அன்று முற்பகல் 10:12 மணிக்கு, Meera <shop@paanch.example> எழுதியது:",
        "শুক্র, 20 নভে, 2026 তারিখে 10:12 AM টায় Meera\n<shop@paanch.example> লিখেছেন:",
    ],
)
def test_an_attribution_in_a_language_we_do_not_know_is_known_by_what_follows(line: str) -> None:
    assert split_text(f"New words\n\n{line}\n\n{QUOTED}") == ("New words", f"{line}\n\n{QUOTED}")
    assert split_text(f"New words\n\n{line}\n\nMore words")[1] == ""


def test_words_that_end_in_an_address_above_a_quote_stay_visible() -> None:
    text = f"At 10:12 I wrote to you.\nMy address is\nUsha <usha@example.in>:\n{QUOTED}"
    assert split_text(text)[0] == "At 10:12 I wrote to you.\nMy address is\nUsha <usha@example.in>:"


@pytest.mark.parametrize(
    "block",
    [
        "-----Original Message-----\nFrom: shop@paanch.example\nHello",
        "________________________________\nFrom: Meera <shop@paanch.example>\nSent: Friday\nTo: Usha\nHello",
        "From: Meera <shop@paanch.example>\nSent: Friday, 20 November 2026 10:12\nTo: Usha\nSubject: Why\n\nHi",
        "प्रेषक: मीरा <shop@paanch.example>\nदिनांक: 20 नवंबर 2026\nविषय: पार्सल\n\nनमस्ते",
    ],
)
def test_copied_headers_and_all_below_are_folded(block: str) -> None:
    assert split_text(f"Thank you!\n\n{block}") == ("Thank you!", block)


def test_answers_between_quotes_stay_visible() -> None:
    text = "On 20 Nov 2026 10:12, Meera wrote:\n> Which size?\nKing size.\n> Which colour?\nBlue."
    assert split_text(text)[0] == "King size.\nBlue."


def test_signature_and_device_line_are_folded() -> None:
    assert split_text("Where is it?\n\n-- \nUsha Shah\nSurat") == ("Where is it?", "-- \nUsha Shah\nSurat")
    assert split_text("Where is it?\n\nSent from my iPhone") == ("Where is it?", "Sent from my iPhone")


@pytest.mark.parametrize(
    "line",
    [
        "मैंने फ़ोटो मोबाइल से भेजा था।",
        "मोबाइल से भेजा, मिला क्या?",
        "મેં બિલ ફોનથી મોકલ્યું.",
        "Mere phone se bheji thi photo aapko.",
        "Sent from your mobile app, is it right?",
        "I sent it from my phone.",
    ],
)
def test_a_person_who_speaks_of_a_telephone_is_heard(line: str) -> None:
    assert split_text(f"Where is it?\n\n{line}") == (f"Where is it?\n\n{line}", "")


def test_a_stroke_between_words_is_no_signature() -> None:
    words = "Two things.\n\n—\nFirst: the colour is wrong, I ordered blue and you sent the green one.\n—\nSecond: the bill."
    assert split_text(words) == (words, "")
    assert split_text("Where is it?\n\n—\nUsha Shah\nSurat")[1] == "—\nUsha Shah\nSurat"


@pytest.mark.parametrize(
    "text",
    [
        "> only a quotation",
        "In 2023 my sister wrote:\nThe pillow is soft, buy it.\nSo I bought it.",
        "From: my heart\nthank you all",
        "- one\n- two\n----\nthree",
        "On Monday I sent the photo.\nPlease look at it.",
        "",
    ],
)
def test_words_of_the_writer_stay_visible(text: str) -> None:
    assert split_text(text) == (text, "")


@given(st.text(alphabet=st.sampled_from("abOn >-:\n@<>.1wrote को ने लिखा ") | st.characters(), max_size=300))
def test_no_letter_is_lost(text: str) -> None:
    visible, folded = split_text(text)
    kept = Counter(letter for letter in visible + folded if not letter.isspace())
    marks = "\ue0f0\ue0f1\ue0f2\ue0f3\ue0f4\ue0f5"
    assert kept == Counter(letter for letter in text if not letter.isspace() and letter not in marks)


@pytest.mark.parametrize(
    "unit",
    [
        "--\n",
        "________\n",
        "> q\nx\n",
        "a@b.c:  1:  ",
        "a",
        "> ",
        "On 1 ",
        "<",
        "@",
        "- ",
        "_",
        "wrote: ",
        "From: ",
        "On 1:1 wrote:\n",
        "\n",
        ">\n",
        "ने लिखा",
    ],
)
def test_long_line_is_split_at_once(unit: str) -> None:
    text = (unit * 40_000)[:40_000]
    with cpu_time() as spent:
        split_text(text)
    # 100 ms alone; where its cost grows with the square, many seconds.
    assert spent.seconds < 1


@pytest.mark.parametrize(
    "history",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On Friday Meera wrote:</div>Old</div>',
        '<blockquote type="cite">Old</blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Meera</div><div>Old</div>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Meera</p></div><p>Old</p>',
        "<hr><b>From:</b> Meera<br><b>Sent:</b> Friday<br><b>To:</b> Usha<br><p>Old</p>",
    ],
)
def test_history_in_html_is_folded(history: str) -> None:
    visible, folded = split_marked(marked_text(f"<div>New words</div>{history}"))
    assert visible.strip() == "New words"
    assert "Old" in folded


def test_words_after_a_quotation_in_html_stay_visible() -> None:
    visible, folded = split_marked(
        marked_text("<blockquote type=cite>Which size?</blockquote><p>King size.</p>")
    )
    assert visible.strip() == "King size."
    assert folded.strip() == "Which size?"

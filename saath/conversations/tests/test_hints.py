"""Hints before an answer leaves: what asks for what is known, leads elsewhere, lacks its file, or speaks another language."""

from __future__ import annotations

import pytest

from saath.conversations.hints import (
    Facts,
    Known,
    hint_for,
    lacks_attachment,
    moves_elsewhere,
    other_language,
    questions_in,
)
from tests.cpu_time import cpu_time


def names(text: str) -> list[str]:
    return [question.name for question in questions_in(text)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Could you share your phone number?", ["phone"]),
        ("Please send your email id and contact no.", ["phone", "email"]),
        ("What is your good name?", ["name"]),
        ("Aap apna mobile number bhej dijiye", ["phone"]),
        ("Apna email id bata do", ["email"]),
        ("aapka naam kya hai", ["name"]),
        ("Tamaro phone number moklo", ["phone"]),
        ("tamaru naam janavo", ["name"]),
        ("कृपया अपना फ़ोन नंबर बताइए।", ["phone"]),
        ("अपना मोबाइल नंबर भेजिए", ["phone"]),
        ("आपका शुभ नाम क्या है?", ["name"]),
        ("आपका ईमेल क्या है?", ["email"]),
        ("તમારો ફોન નંબર મોકલજો.", ["phone"]),
        ("તમારું નામ જણાવજો", ["name"]),
        ("તમારો ઈમેલ લખજો", ["email"]),
    ],
)
def test_a_question_is_seen_in_every_language(text: str, asked: list[str]) -> None:
    assert names(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "We called your phone yesterday.",
        "Our phone number is on the bill, please keep it.",
        "The parcel is on its way.",
        "हमारा फ़ोन नंबर बिल पर लिखा है।",
        "Aapka parcel kal aayega",
        "તમારું પાર્સલ આજે આવશે",
    ],
)
def test_what_asks_nothing_is_no_question(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please call us on 98250 12345", "call us"),
        ("You can reach us at +91 98250-12345.", "+91 98250-12345"),
        ("Just WhatsApp us", "WhatsApp us"),
        ("Toll free: 1800 123 4567", "1800 123 4567"),
        ("Aap hume call karo", "call karo"),
        ("is number par whatsapp kijiye", "whatsapp kijiye"),
        ("amne phone karjo", "phone karjo"),
        ("हमें कॉल कीजिए", "कॉल कीजिए"),
        ("इस पर फ़ोन करें", "फ़ोन करें"),
        ("અમને ફોન કરજો", "ફોન કરજો"),
    ],
)
def test_words_that_lead_elsewhere_are_seen(text: str, words: str) -> None:
    assert moves_elsewhere(text, namespace="email") == words


@pytest.mark.parametrize(
    "text",
    [
        "We will call you at four.",
        "Order 2041812345 left, waybill 14908123456789.",
        "Reply to this mail, or mail us the photo at namaste@shop.example",
        "Hum aapko call karenge",
        "हम आपको फ़ोन करेंगे",
        "અમે તમને ફોન કરીશું",
    ],
)
def test_words_that_stay_are_not_taken_for_a_move(text: str) -> None:
    assert moves_elsewhere(text, namespace="email") == ""


def test_what_leads_elsewhere_depends_on_where_the_customer_is() -> None:
    assert moves_elsewhere("Mail us at hello@shop.example", namespace="whatsapp") == "Mail us"
    assert moves_elsewhere("hello@shop.example", namespace="chat") == "hello@shop.example"
    assert moves_elsewhere("Call us", namespace="phone") == ""


def test_a_number_that_the_customer_gave_may_be_repeated() -> None:
    said = "My number is 98250 12345"
    assert moves_elsewhere("So it is 98250 12345?", namespace="email", said_before=said) == ""


@pytest.mark.parametrize(
    "text",
    [
        "I have attached the bill.",
        "PFA the invoice",
        "Please find the attachment",
        "Bill attach kiya hai",
        "photo bhej raha hoon",
        "बिल संलग्न है।",
        "फ़ोटो साथ में भेज रही हूँ",
        "બિલ જોડેલ છે.",
    ],
)
def test_a_file_that_is_spoken_of_and_missing_is_seen(text: str) -> None:
    assert lacks_attachment(text, has_files=False)
    assert not lacks_attachment(text, has_files=True)


@pytest.mark.parametrize(
    "text",
    [
        "I saw the photo that you attached.",
        "Nothing was not attached.",
        "Please attach a photo of it.",
        "Thank you for your attachment.",
        "आपने जो फ़ोटो संलग्न की थी वह मिली",
        "> I have attached it\nThank you",
    ],
)
def test_a_file_of_the_customer_is_no_missing_one(text: str) -> None:
    assert not lacks_attachment(text, has_files=False)


def test_another_language_than_the_customers_is_seen_only_where_both_are_sure() -> None:
    hindi, english = (
        "Mera parcel abhi tak nahi aaya, kab tak aayega?",
        "Your parcel will be there by tomorrow evening.",
    )
    gujarati = "તમારું પાર્સલ આવતીકાલે સાંજ સુધીમાં પહોંચી જશે."
    assert other_language(english, customer_words=hindi) == ("en", "hi")
    assert other_language(gujarati, customer_words=hindi) == ("gu", "hi")
    assert other_language(
        "Aapka parcel kal tak pahunch jayega, chinta mat kijiye.", customer_words=hindi
    ) == ("", "")
    assert other_language("OK", customer_words=hindi) == ("", "")
    assert other_language(english, customer_words="PT-20418") == ("", "")
    assert other_language(english, customer_words=hindi, customer_language="en") == ("", "")


def test_there_is_one_hint_at_a_time_and_what_was_put_away_stays_quiet() -> None:
    facts = Facts("email", known={"phone": Known("98250 12345")})
    text = "Send your phone number. I have attached the bill. Or WhatsApp us."
    keys: list[str] = []
    while (hint := hint_for(text, facts, quiet=keys)) is not None:
        keys.append(hint.key)
    assert keys == ["elsewhere", "known:phone", "attachment"]


def test_what_is_not_known_may_be_asked() -> None:
    assert hint_for("Please send your phone number", Facts("email")) is None
    known = Facts("email", known={"phone": Known("98250 12345")})
    hint = hint_for("Please send your phone number", known)
    assert hint is not None
    assert "98250 12345" in hint.words


def test_a_long_text_is_looked_at_in_bounded_time() -> None:
    with cpu_time() as spent:
        for bad in ("phone ", "please send ", "9" * 50 + " ", "a@b.", "attach ", "कॉल "):
            hint_for(bad * 5_000, Facts("email", known={"phone": Known("1")}))
    assert spent.seconds < 2

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.channels.base import (
    Account,
    OutboundAttachment,
    OutboundMessage,
    Participant,
    Quote,
    RawDelivery,
    Rejected,
)
from saath.channels.email.compose import compose_mail, needs_utf8
from saath.channels.email.parse import parse_mail
from saath.channels.email.wire_policy import wire_octets

SHOP = Account("shop@paanch.example", name="Paanch Takiye")
ANSWER = OutboundMessage(
    message_id="t.abc.1@paanch.example",
    to=(Participant("usha@example.in", "ઉષા શાહ"),),
    sender_name="Meera",
    reply_address="shop+token@paanch.example",
    subject="Your bedsheet will come by Saturday, and why",
    text="Hello Usha,\n\nit left Surat today: https://courier.example/t?a=1&b=2.\nMeera",
    references=("first@example.in", "second@example.in"),
    quote=Quote("Usha", "Where is it?\n<b>now</b>", datetime(2026, 11, 20, 4, 42, tzinfo=UTC)),
    language="en",
    created_at=datetime(2026, 11, 22, 5, 0, tzinfo=UTC),
)


def sent(message: OutboundMessage = ANSWER, account: Account = SHOP) -> EmailMessage:
    octets = wire_octets(compose_mail(message, account), utf8=needs_utf8(message, account))
    return email.message_from_bytes(octets, policy=policy.default)


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_headers_name_the_person_the_thread_and_the_way_back() -> None:
    mail = sent()
    assert mail["From"] == '"Meera, Paanch Takiye" <shop@paanch.example>'
    assert mail["To"] == "ઉષા શાહ <usha@example.in>"
    assert mail["Reply-To"] == "Paanch Takiye <shop+token@paanch.example>"
    assert mail["Message-ID"] == "<t.abc.1@paanch.example>"
    assert mail["In-Reply-To"] == "<second@example.in>"
    assert mail["References"].split() == ["<first@example.in>", "<second@example.in>"]
    assert mail["Content-Language"] == "en"
    assert mail["Auto-Submitted"] is None


LONG = "પાંચ તકિયાનો સવાલ: મહેશભાઈ, PT-20431 નું સુકૂન ઓશીકું પેક થયું? ન થયું હોય તો શું ખૂટે છે?"


def test_words_of_a_folded_header_do_not_run_together() -> None:
    told = replace(
        ANSWER, subject=LONG, to=(Participant("usha@example.in", LONG[:90]), Participant("b@example.in", "B"))
    )
    octets = wire_octets(compose_mail(told, Account("shop@paanch.example", name=LONG[:60])))
    heads = email.message_from_bytes(octets, policy=policy.compat32)
    read = {name: str(make_header(decode_header(heads[name]))) for name in ("Subject", "To", "From")}
    assert read["Subject"] == parse_mail(RawDelivery(octets)).subject == LONG
    assert f"{LONG[:90]} <usha@example.in>" in " ".join(read["To"].split())
    assert f"Meera, {LONG[:60]}" in read["From"]
    assert max(len(line) for line in octets.split(b"\r\n\r\n")[0].split(b"\r\n")) <= 78


def test_plain_text_comes_first_and_repeats_the_customers_words() -> None:
    mail = sent()
    assert [each.get_content_type() for each in mail.iter_parts()] == ["text/plain", "text/html"]
    text = part(mail, "plain")
    assert text.startswith("Hello Usha,\n\nit left Surat")
    assert "\n-- \nMeera\nPaanch Takiye\n" in text
    assert "Usha wrote:\n> Where is it?\n> <b>now</b>" in text


def test_html_is_one_column_without_pictures_and_escapes_what_was_written() -> None:
    page = part(sent(), "html")
    assert '<html lang="en">' in page
    assert "max-width:600px" in page
    assert '<a href="https://courier.example/t?a=1&amp;b=2">' in page
    assert "&lt;b&gt;now" in page
    assert "<img" not in page


def test_indic_text_gets_more_leading() -> None:
    assert "line-height:1.75" in part(sent(replace(ANSWER, language="gu", text="આવે છે.")), "html")


def test_our_own_mail_comes_back_as_what_was_written() -> None:
    message = parse_mail(RawDelivery(wire_octets(compose_mail(ANSWER, SHOP))))
    assert message.visible_text == ANSWER.text
    assert "Where is it?" in message.folded_text
    assert not message.is_automatic


def test_only_an_automatic_mail_says_that_it_is_one() -> None:
    mail = sent(replace(ANSWER, is_automatic=True))
    assert mail["Auto-Submitted"] == "auto-replied"
    assert parse_mail(RawDelivery(mail.as_bytes())).automatic_rule == "auto-submitted"


def test_long_quotation_and_long_chain_are_bounded() -> None:
    chain = tuple(f"{number}-{'x' * 100}@example.in" for number in range(100))
    mail = sent(replace(ANSWER, references=chain, quote=Quote("Usha", "word " * 10_000)))
    ids = mail["References"].split()
    assert (len(ids), ids[0], ids[-1]) == (20, f"<{chain[0]}>", f"<{chain[-1]}>")
    assert len(part(mail, "plain")) < 6_000


def test_long_ids_are_not_encoded() -> None:
    long_id = f"{'t' * 150}@paanch.example"
    octets = wire_octets(compose_mail(replace(ANSWER, message_id=long_id, references=(long_id,)), SHOP))
    for header in (b"Message-ID", b"In-Reply-To", b"References"):
        assert b"\r\n" + header + b": <" + long_id.encode() + b">\r\n" in octets


def test_attachment_keeps_name_and_octets() -> None:
    bill = OutboundAttachment("બિલ\r\nX-Bad: 1.pdf", "application/pdf", b"%PDF\x00\xff")
    odd = OutboundAttachment("", "not a type", b"x")
    first, second = sent(replace(ANSWER, attachments=(bill, odd))).iter_attachments()
    assert (first.get_filename(), first.get_content()) == ("બિલ X-Bad: 1.pdf", b"%PDF\x00\xff")
    assert second.get_content_type() == "application/octet-stream"


def test_address_that_is_none_is_rejected() -> None:
    for to in ((), (Participant("nobody"),), (Participant("a@b.example\r\nBcc: c@d.example"),)):
        with pytest.raises(Rejected):
            compose_mail(replace(ANSWER, to=to), SHOP)


def test_address_beyond_ascii_is_written_in_utf8() -> None:
    message = replace(ANSWER, to=(Participant("उषा@हिन्दी.भारत", "Usha"),))
    octets = wire_octets(compose_mail(message, SHOP), utf8=needs_utf8(message, SHOP))
    assert "To: Usha <उषा@xn--j2bd4cyah0f.xn--h2brj9c>\r\n".encode() in octets


@pytest.mark.parametrize("to", ["usha@example.in", "उषा@example.in"])
@pytest.mark.parametrize(
    "word",
    [
        "=?utf-8?q?=0D=0AX-Bad:_x?=",
        "=?utf-8?b?DQpYLUJhZDogeA==?=",
        "=?utf-8?q?a?= =?utf-8?q?=0D=0A=0D=0AX-Bad:_x?=",
        "x=?utf-8?q?=0AX-Bad:_x?=y",
        "=\r\n?utf-8?q?=0D=0AX-Bad:_x?=",
    ],
)
def test_no_encoded_word_that_somebody_wrote_is_decoded_into_a_header(word: str, to: str) -> None:
    message = replace(
        ANSWER,
        subject=word,
        to=(Participant(to, word),),
        cc=(Participant("ravi@example.in", word),),
        sender_name=word,
        references=(word.replace(" ", ""),),
        attachments=(OutboundAttachment(word, "text/plain", b"x"),),
    )
    octets = wire_octets(compose_mail(message, SHOP), utf8=needs_utf8(message, SHOP))
    assert b"\nX-Bad" not in octets
    for address in ("=?utf-8?q?=0D=0AX-Bad=3A_x?=@example.in", f'"{word.split()[0]}"@example.in'):
        if "=?" in address:
            with pytest.raises(Rejected):
                compose_mail(replace(message, cc=(Participant(address),)), SHOP)


NASTY = st.text(alphabet=st.sampled_from('\r\n:;,<>"@= \x00\u2028aB\t') | st.characters(), max_size=80)


@given(subject=NASTY, name=NASTY, sender=NASTY, language=NASTY, reference=NASTY)
def test_no_value_adds_a_header(subject: str, name: str, sender: str, language: str, reference: str) -> None:
    message = replace(
        ANSWER,
        text=subject,
        quote=Quote(name, sender),
        subject=subject,
        to=(Participant("usha@example.in", name),),
        sender_name=sender,
        language=language,
        references=(reference,),
    )
    octets = wire_octets(compose_mail(message, SHOP))
    head = octets.partition(b"\r\n\r\n")[0].decode()
    known = {"From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"}
    known |= {"Content-Language", "MIME-Version", "Content-Type"}
    assert {line.partition(":")[0] for line in head.split("\r\n") if line[:1] not in (" ", "\t")} <= known
    assert "\n" not in head.replace("\r\n", "")

"""Mails made to be heavy: each is read within 2 seconds of CPU time, and something readable comes out."""

from __future__ import annotations

import base64

import pytest

from saath.channels.base import InboundMessage, RawDelivery
from saath.channels.email.parse import parse_mail
from saath.channels.email.sender_proof import Trust
from tests.cpu_time import cpu_time

HEAD = b"From: Usha <usha@example.in>\r\nTo: shop@paanch.example\r\nSubject: x\r\n"
SECONDS = 2 * 2  # twice the promise: the machine of a test is busy


def mail(content_type: str, body: bytes) -> bytes:
    return HEAD + f"Content-Type: {content_type}\r\n\r\n".encode() + body


def mixed(parts: list[bytes]) -> bytes:
    return mail("multipart/mixed; boundary=b", b"".join(b"--b\r\n" + part for part in parts) + b"--b--")


def read(raw: bytes) -> InboundMessage:
    with cpu_time() as spent:
        message = parse_mail(RawDelivery(raw), trust=Trust(("mx.example",), lambda _: b"v=DKIM1; p=x"))
    assert spent.seconds < SECONDS
    return message


def test_a_mail_of_50_mb_brings_its_file() -> None:
    octets = bytes(range(256)) * 140_000
    file = b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(
        octets
    )
    message = read(mixed([b"\r\nsee the file\r\n", file]))
    assert message.text == "see the file"
    assert message.attachments[0].data == octets


def test_a_long_text_shows_its_beginning_and_is_a_file() -> None:
    message = read(mail("text/plain; charset=utf-8", "मेरा ऑर्डर On 1:23 wrote:\r\n".encode() * 300_000))
    assert message.text.startswith("मेरा ऑर्डर")
    assert len(message.text) < 1_000_000
    assert len(message.attachments[0].data) > 10_000_000


def test_a_thousand_parts_are_all_read() -> None:
    message = read(mixed([f"\r\npart {number}\r\n".encode() for number in range(998)]))
    assert "part 997" in message.text
    assert message.unreadable == ()


def test_words_in_nested_tables_are_not_lost() -> None:
    assert read(mail("text/html", b"<table><tr><td>" * 100 + b"deep words")).text.strip() == "deep words"


def test_words_under_endless_headers_are_not_lost() -> None:
    assert read(HEAD + b"X-Long: " + b"a" * 2_000_000 + b"\r\n\r\nbelow").text == "below"
    assert read(HEAD + b"X-A: b\r\n" * 300_000 + b"\r\nbelow").text == "below"


@pytest.mark.parametrize(
    "raw",
    [
        mixed([b"\r\n\r\n"] * 60_000),
        mail("text/plain", b"a\r" * 10).replace(b"\r\n", b"\r") + b"x\r" * 1_100_000,
        mail("text/plain", b"\r\n" * 1_100_000),
        mail(
            "multipart/report",
            b"--b\r\nContent-Type: message/delivery-status\r\n\r\n" + b"A: b\r\n\r\n" * 30_000,
        ),
    ],
    ids=["parts", "carriage returns", "lines", "groups of a report"],
)
def test_a_mail_in_too_many_pieces_is_shown_as_it_came(raw: bytes) -> None:
    message = read(raw)
    assert "could not be read" in message.text
    assert message.unreadable == ("message/rfc822",)


@pytest.mark.parametrize(
    "body",
    [
        b"<p>Where <b>is</b> it</p>" * 300_000,
        b'<blockquote class="gmail_quote">x</blockquote>' * 100_000,
        b"<li>" * 200_000 + b"x",
        b"<b><p>" * 50_000 + b"x",
        b"</div>" * 200_000 + b"x",
        b"<" * 1_000_000 + b"x",
        b"<div class='" + b"gmail_quote " * 50_000 + b"'>x</div>",
        b'<img src="data:image/png;base64,' + b"A" * 3_000_000 + b'">x',
    ],
)
def test_heavy_html_is_read(body: bytes) -> None:
    assert "x" in read(mail("text/html", body)).text or body.startswith(b"<p>")


def test_a_picture_written_into_the_html_becomes_a_file() -> None:
    message = read(
        mail("text/html", b'<p>torn</p><img src="data:image/png;base64,' + b"iVBORw0K" * 9 + b'">')
    )
    (picture,) = message.attachments
    assert (picture.content_type, picture.is_inline, picture.data[:4]) == ("image/png", True, b"\x89PNG")
    assert f"cid:{picture.content_id}" in message.html
    assert message.text == "torn"

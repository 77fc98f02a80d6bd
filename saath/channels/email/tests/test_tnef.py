from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.channels.base import InboundMessage, RawDelivery
from saath.channels.email.parse import parse_mail
from saath.channels.email.rtf import text_from_rtf, unpacked_rtf
from saath.channels.email.tnef import unwrap
from saath.channels.email.tnef_properties import properties_of


def attribute(level: int, name: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 6, len(data)) + data + b"\x00\x00"


def text_property(name: int, text: str) -> bytes:
    octets = text.encode("utf-16-le") + b"\x00\x00"
    return struct.pack("<HHII", 0x001F, name, 1, len(octets)) + octets + b"\x00" * (-len(octets) % 4)


def binary_property(name: int, octets: bytes) -> bytes:
    return struct.pack("<HHII", 0x0102, name, 1, len(octets)) + octets + b"\x00" * (-len(octets) % 4)


def properties(*each: bytes) -> bytes:
    return struct.pack("<I", len(each)) + b"".join(each)


def wrapped(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


WORDS = attribute(1, 0x9003, properties(text_property(0x1000, "તકિયો ફાટેલો છે.\r\nफोटो देखिए।")))
BILL = (
    attribute(2, 0x9002, b"\x01\x00")
    + attribute(2, 0x8010, b"BILL~1.PDF\x00")
    + attribute(2, 0x800F, b"%PDF-1.7 bill")
    + attribute(
        2,
        0x9005,
        properties(text_property(0x3707, "બિલ નવેમ્બર.pdf"), text_property(0x370E, "application/pdf")),
    )
)


def received(octets: bytes, text: str = "") -> InboundMessage:
    mail = EmailMessage()
    mail["From"] = "usha@example.in"
    mail.set_content(text)
    mail.add_attachment(octets, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return parse_mail(RawDelivery(mail.as_bytes()))


def test_text_and_files_come_out_of_a_winmail_dat() -> None:
    message = received(wrapped(WORDS, BILL))
    assert message.text == "તકિયો ફાટેલો છે.\nफोटो देखिए।"
    (file,) = message.attachments
    assert (file.name, file.content_type, file.data) == ("બિલ નવેમ્બર.pdf", "application/pdf", b"%PDF-1.7 bill")


def test_words_that_the_mail_says_itself_are_not_said_twice() -> None:
    assert received(wrapped(WORDS, BILL), "See the bill.").text == "See the bill."


def test_what_cannot_be_opened_stays_a_file_and_is_told() -> None:
    message = received(b"no wrapping at all")
    assert [file.name for file in message.attachments] == ["winmail.dat"]
    assert message.unreadable == ("application/ms-tnef",)


def test_rtf_gives_its_words_where_there_is_no_other_text() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard Mera \'93order\'94\par\u2325?\u2379? nahi aaya}"
    )
    packed = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    message = received(wrapped(attribute(1, 0x9003, properties(binary_property(0x1009, packed)))))
    assert message.text == "Mera “order”\nको nahi aaya"


def test_packed_rtf_is_unpacked() -> None:
    # The worked example of MS-OXRTFCP 3.1.1: "{\rtf1\ansi\ansicpg1252\pard hello world}\r\n".
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked_rtf(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_html_in_rtf_gives_its_words() -> None:
    rtf = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}Where is \htmlrtf0 it &amp; when?{\*\htmltag72 </p>}}"
    assert text_from_rtf(rtf) == "Where is it & when?"


@given(st.binary(max_size=300))
def test_broken_octets_raise_nothing(octets: bytes) -> None:
    whole = wrapped(WORDS, BILL)
    for data in (
        octets,
        whole[:6] + octets,
        whole[: len(octets)],
        whole[:40] + octets + whole[40 + len(octets) :],
    ):
        unwrap(data)
        properties_of(data)
        text_from_rtf(unpacked_rtf(data))
        text_from_rtf(b"{\\rtf1" + data)


@pytest.mark.parametrize("unit", [b"{", b"\\'", b"\\u1 ", b"}", b"\\par", b"a"])
def test_long_rtf_is_read_in_time(unit: bytes) -> None:
    assert text_from_rtf(b"{\\rtf1" + unit * 100_000) is not None

from __future__ import annotations

from saath.channels.base import RawDelivery
from saath.channels.email.cards import calendar_lines, contact_lines
from saath.channels.email.parse import parse_mail

EVENT = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:India Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY;LANGUAGE=gu:તકિયાની ડિલિવરી
DTSTART;TZID="India Standard Time":20261122T100000
DTEND;TZID="India Standard Time":20261122T113000
LOCATION:Ring Road\\, Surat
ORGANIZER;CN=Usha:mailto:usha@example.in
BEGIN:VALARM
SUMMARY:ring
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_says_what_when_where_and_who() -> None:
    (line,) = calendar_lines(EVENT.replace("\n", "\r\n"))
    assert line == (
        "[Invitation: તકિયાની ડિલિવરી · 22 November 2026, 10:00 – 11:30 India Standard Time"
        " · Ring Road, Surat · usha@example.in]"
    )


def test_a_cancelled_day_and_a_moment_in_utc_are_said_as_they_are() -> None:
    whole_day = "METHOD:CANCEL\nBEGIN:VEVENT\nSUMMARY:Diwali\nDTSTART;VALUE=DATE:20261108\nEND:VEVENT"
    assert calendar_lines(whole_day) == ["[Cancelled: Diwali · 8 November 2026]"]
    utc = "BEGIN:VEVENT\nSUMMARY:Call\nDTSTART:20261108T043000Z\nEND:VEVENT"
    assert calendar_lines(utc) == ["[Invitation: Call · 8 November 2026, 04:30 UTC]"]


def test_a_contact_says_its_name_and_how_to_reach_it() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Shah;Usha;;;\nFN:Usha Shah\nORG:Five Pillows;Sales\n"
        "item1.TEL;TYPE=CELL:+91 98250\n 00000\nEMAIL:usha@example.in\nEND:VCARD"
    )
    assert contact_lines(card) == [
        "[Contact: Usha Shah · Five Pillows, Sales · +91 9825000000 · usha@example.in]"
    ]


def test_broken_cards_say_nothing() -> None:
    for text in ("", "BEGIN:VEVENT", "BEGIN:VEVENT\nDTSTART:99999999T999999\nEND:VEVENT", "END:VCARD\n" * 9):
        assert calendar_lines(text) == contact_lines(text) == []


def test_an_invitation_beside_text_and_html_is_one_line_and_one_file() -> None:
    parts = (
        "--b\nContent-Type: text/html; charset=utf-8\n\n<p>Please come at ten.</p>\n"
        f"--b\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\n{EVENT}--b--\n"
    )
    mail = f"From: usha@example.in\nContent-Type: multipart/alternative; boundary=b\n\n{parts}"
    message = parse_mail(RawDelivery(mail.encode()))
    assert message.text.startswith("Please come at ten.\n\n[Invitation: તકિયાની ડિલિવરી")
    assert [file.content_type for file in message.attachments] == ["text/calendar"]


def test_an_invitation_is_shown_whatever_signature_stands_above_it() -> None:
    parts = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\nPlease come at ten.\n\n-- \nUsha Shah\nFive Pillows\n"
        f"--b\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\n{EVENT}--b--\n"
    )
    mail = f"From: usha@example.in\nContent-Type: multipart/mixed; boundary=b\n\n{parts}"
    message = parse_mail(RawDelivery(mail.encode()))
    assert message.visible_text.startswith("Please come at ten.\n\n[Invitation: તકિયાની ડિલિવરી")
    assert message.folded_text.strip() == "-- \nUsha Shah\nFive Pillows"

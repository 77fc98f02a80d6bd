"""Mails that no program would send: built from the pieces of real ones, broken at random.

python -m saath.channels.email.tests.fuzz MINUTES    (prints a mail that breaks the reader or takes over 2 seconds)
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from hypothesis import strategies as st

from saath.channels.base import InboundMessage, RawDelivery
from saath.channels.email.parse import parse_mail
from saath.channels.email.sender_proof import Trust
from saath.channels.email.tokens import TokenKeys

SECONDS = 2.0
KEYS = TokenKeys((b"k" * 32,))
TRUST = Trust(("mx.example",), lambda _: b"v=DKIM1; k=rsa; p=MIGf")
MAILS = Path(__file__).parent / "mails"

PIECES = (
    b"Content-Type: multipart/mixed; boundary=b",
    b"Content-Type: multipart/alternative; boundary=b",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    b"Content-Type: message/delivery-status",
    b"Content-Type: message/feedback-report",
    b"Content-Type: message/disposition-notification",
    b"Content-Type: message/rfc822",
    b"Content-Type: text/html; charset=\xff",
    b"Content-Type: text/calendar",
    b"Content-Type: text/vcard; charset=utf-16",
    b"Content-Type: application/ms-tnef",
    b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Disposition: attachment; filename*=x'y'%ff%zz",
    b"Content-Disposition: inline; filename*0*=a; filename*2*=b",
    b'From: =?utf-8?b?////?= <\xe0@\xff>, ((((("',
    b"From: MAILER-DAEMON",
    b"Return-Path: <>",
    b"Subject: failure notice",
    b"Subject: =?utf-8?q?=E0=A4?= \xe0\xa4",
    b"Date: 99 Foo 99999 99:99:99 +9999",
    b"Message-ID: <<>",
    b"DKIM-Signature: v=1; a=rsa-sha256; d=example.in; s=s; h=from; bh=x; b=y",
    b'Authentication-Results: mx.example; dkim=pass ("((;',
    b"List-Post: <mailto:",
    b"Final-Recipient: rfc822; <>",
    b"Action: failed",
    b"Status: 5.",
    b"Feedback-Type:",
    b"BEGIN:VEVENT",
    b"DTSTART;TZID=:20261122T100000Z",
    b"SUMMARY:\\n\\",
    b"END:VEVENT",
    b"BEGIN:VCARD",
    b"eJ8+IgEAAQOQBgBMAAAAAQAAAB8A",
    b"--b",
    b"--b--",
    b"",
    b"-- ",
    b"=?x?q?=",
    b"<html><blockquote class='gmail_quote'><p class=signature>",
    b"<img src='data:image/png;base64,AAAAAAAAAAAAAAAAAAAA'>",
    b"> On 1:1 <a@b.c> wrote:",
    b"________________________________",
    "प्रेषक: <a@b.c>".encode(),
    b"This email is confidential, intended only for the addressee; delete it",
)
mails = st.lists(st.sampled_from(PIECES) | st.binary(max_size=60), max_size=40).map(b"\r\n".join)


def read(raw: bytes) -> InboundMessage:
    """Return the mail read with everything switched on."""
    return parse_mail(RawDelivery(raw, mail_from=""), KEYS, own=("shop@paanch.example",), trust=TRUST)


def broken(raw: bytes, chance: random.Random) -> bytes:
    """Return a mail with some octets changed, doubled, cut out or put elsewhere."""
    octets = bytearray(raw)
    for _ in range(chance.randint(1, 30)):
        at, length = chance.randrange(len(octets) + 1), chance.randint(1, 200)
        piece = bytes(octets[at : at + length])
        match chance.randrange(5):
            case 0:
                octets[at : at + 1] = chance.randbytes(1)
            case 1:
                del octets[at : at + length]
            case 2:
                octets[at:at] = piece * chance.randint(1, 50)
            case 3:
                octets[at:at] = chance.choice(PIECES) + b"\r\n"
            case _:
                to = chance.randrange(len(octets) + 1)
                octets[to:to] = piece
    return bytes(octets)


def main() -> None:
    """Break mails until the time is over; say how many were read and what failed."""
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    until = time.monotonic() + 60 * float(sys.argv[1])
    seeds = [path.read_bytes() for path in sorted(MAILS.glob("*.eml"))]
    chance = random.Random(sys.argv[2] if len(sys.argv) > 2 else None)  # no secret
    count, slowest = 0, 0.0
    while time.monotonic() < until:
        raw = broken(chance.choice(seeds), chance)
        began = time.process_time()
        message = read(raw)
        slowest = max(slowest, time.process_time() - began)
        count += 1
        if message.unreadable == ("message/rfc822",) or slowest > SECONDS:
            sys.exit(f"after {count} mails, {slowest:.1f} s:\n{raw!r}")
    print(f"{count} broken mails read, slowest {slowest * 1000:.0f} ms CPU, none unreadable")


if __name__ == "__main__":
    main()

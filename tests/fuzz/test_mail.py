"""Whatever stands in a mail: it is read in time, its reader never breaks, and what is shown runs nothing."""

from __future__ import annotations

import time
from email.message import EmailMessage

from hypothesis import strategies as st

from saath.channels.base import RawDelivery
from saath.channels.email.clean import clean_html
from saath.channels.email.parse import parse_mail
from saath.conversations.tests.builders import mail
from saath.core.text import is_storable
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import damaged, odd_text
from tests.fuzz.running import running

MOST_SECONDS = 2.0
UNREAD = "message/rfc822"
PAGE = """<html><body><p style="color: red">नमस्ते <b>Meera</b></p><img src="cid:a@b"><blockquote>On Friday you wrote:
<div onclick="go()">I did</div></blockquote><script>go()</script><a href="javascript:go()">x</a></body></html>"""
PIECES = (
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<svg>", "<math>", "<style>", "<template>", "<noscript>", "<xmp>",
    "<img src=x onerror=go()>", "<a href='", '"', "'", "=", " ", "&lt;", "&#x3c;", "&#0;", "javascript:", "data:text/html,",
    "<table><td>", "<p", " on", "load=go()", "<script", "</script>", "<iframe srcdoc=", "style=", "url(", "\x00", "<title>",
)  # fmt: skip
LINES = (
    b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: multipart/alternative; boundary=\"\"", b"--b", b"--b--", b"",
    b"Content-Type: message/rfc822", b"Content-Type: text/html; charset=utf-7",
    b"Content-Type: text/plain; charset=x; format=flowed",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"=C3=", b"Subject: =?utf-8?b?//8?=",
    b"Content-Type: application/ms-tnef; name=winmail.dat", b"Content-Type: text/calendar", b"Content-Type: multipart/report",
    b"Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=x", b"begin 644 x", b"> > >", b"On 1 May, A wrote:",
    b"Content-Type: message/delivery-status", b"Content-Type: message/partial; id=x; number=1", b"From: a@b, c@d", b"From ",
    b"Reply-To: :;", b"To: undisclosed-recipients:;", b"Date: Fri, 31 Feb 99999 25:61:61 +9999", b"X: " + b"y" * 2_000, b"<html>",
)  # fmt: skip


def _whole_mail() -> bytes:
    """Return a mail with two bodies, a picture, a file and another mail in it."""
    letter, other = mail("Kab aayega?\n\nOn 1 May Meera wrote:\n> Soon.\n"), EmailMessage()
    other.set_content("inside")
    letter.add_alternative(PAGE, subtype="html")
    letter.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="चित्र.gif", cid="<a@b>")
    letter.add_attachment(other)
    letter["References"] = "<a@b> <c@d>"
    return letter.as_bytes()


WHOLE_MAIL = _whole_mail()


def is_read(octets: bytes) -> None:
    """Hold that a mail is read in time and by its reader."""
    began = time.process_time()
    message = parse_mail(RawDelivery(octets, mail_from="a@b.in", recipients=("shop@paanch.test",)))
    assert time.process_time() - began < MOST_SECONDS
    assert message.unreadable != (UNREAD,), "the reader broke"
    assert is_storable(
        "".join((message.text, message.html, message.subject, message.sender.address, message.sender.name))
    )
    assert running(message.html) == []


@doses
def test_a_damaged_mail_is_read(dose: int) -> None:
    holds_for(is_read, damaged(WHOLE_MAIL), dose=dose, examples=60)


@doses
def test_lines_of_mails_in_any_order_are_read(dose: int) -> None:
    lines = st.lists(st.sampled_from(LINES) | st.binary(max_size=40), max_size=40)
    holds_for(is_read, lines.map(b"\r\n".join), dose=dose, examples=60)


@doses
def test_any_page_is_made_harmless(dose: int) -> None:
    def is_harmless(pieces: list[str]) -> None:
        began = time.process_time()
        fragment = clean_html("".join(pieces))
        assert time.process_time() - began < MOST_SECONDS
        assert running(fragment) == [], fragment

    pieces = st.lists(st.sampled_from(PIECES) | odd_text, max_size=30)
    holds_for(is_harmless, pieces, dose=dose, examples=200)

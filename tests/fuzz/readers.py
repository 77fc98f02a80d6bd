"""What reads strangers' octets before anything is stored: each takes any octets, in time, and says so where it does not.

Shared by hypothesis (`test_readers.py`) and by atheris (`atheris_intake.py`). None of them needs a database.
"""

from __future__ import annotations

import email
import time
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import dkim

from saath.channels.base import InboundMessage, RawDelivery
from saath.channels.email import parse
from saath.channels.email.auth_results import trusted_results
from saath.channels.email.clean import clean_html, show_pictures
from saath.channels.email.html_text import marked_text, text_from_html
from saath.channels.email.imap_box import Box, UnfetchableMail
from saath.channels.email.imap_facts import ImapTrouble
from saath.channels.email.limits import readable
from saath.channels.email.mail_files import StoredMail, find_mails
from saath.channels.email.mail_heads import read_head
from saath.channels.email.marks import without_marks
from saath.channels.email.mbox import read_mbox
from saath.channels.email.nature import nature_of
from saath.channels.email.read_policy import READ
from saath.channels.email.rtf import text_from_rtf, unpacked_rtf
from saath.channels.email.segments import segments_of_marked, segments_of_text
from saath.channels.email.sender_proof import Trust, prove_sender
from saath.channels.email.tests.fuzz import KEYS
from saath.channels.email.tnef import unwrap
from saath.channels.email.tnef_properties import properties_of
from saath.core.text import is_storable
from tests.fuzz.hostile import Hostile
from tests.fuzz.running import running

MOST_SECONDS = 2.0
OURS = "mx.example"
SHOP = "shop@paanch.example"
MAX_BYTES = 100_000
APART = b"\x00--\x00"
Reader = Callable[[bytes], None]


def in_time(reader: Reader) -> Reader:
    """Return a reader that also holds to its time. What it raises is a fault of ours."""

    def timed(octets: bytes) -> None:
        began = time.process_time()
        reader(octets)
        took = time.process_time() - began
        assert took < MOST_SECONDS, f"{took:.1f} s of CPU"

    return timed


def mail(octets: bytes) -> None:
    """A mail is read with everything switched on; its words are storable, in one of its pieces, and run nothing."""
    trust = Trust((OURS,), lambda _name: b"v=DKIM1; k=rsa; p=MIGf")
    delivery = RawDelivery(octets, mail_from="", recipients=(SHOP,))
    _hold(parse._parse(_mail_of(octets), delivery, KEYS, (SHOP,), trust))
    _hold(parse.parse_mail(delivery, KEYS, own=(SHOP,), trust=trust))


def _hold(message: InboundMessage) -> None:
    assert message.unreadable != ("message/rfc822",), "the reader broke"
    pieces = "".join(segment.text for segment in message.segments) or message.visible_text
    assert _words(pieces) == _words(message.text), "a word is in no piece"
    assert running(message.html) == []


def report(octets: bytes) -> None:
    """The inside of a report: whatever it says, somebody speaks."""
    kinds = ("delivery-status", "disposition-notification", "feedback-report", "rfc822-headers")
    for kind in kinds:
        head = (
            f"Content-Type: multipart/report; boundary=b; report-type={kind}\r\nFrom: MAILER-DAEMON\r\n\r\n"
        )
        place = "text" if kind == "rfc822-headers" else "message"
        raw = (
            f"{head}--b\r\n\r\nx\r\n--b\r\nContent-Type: {place}/{kind}\r\n\r\n".encode()
            + octets
            + b"\r\n--b--\r\n"
        )
        nature_of(_mail_of(raw), text="", mail_from="", sender=parse._sender(_mail_of(raw)))
    plain = b"From: MAILER-DAEMON@example.in\r\nSubject: failure notice\r\n\r\n" + octets
    text = octets.decode("utf-8", "replace")
    nature_of(_mail_of(plain), text=text, mail_from="", sender=parse._sender(_mail_of(plain)))


def quotes(octets: bytes) -> None:
    """No word of a text is lost between what a person wrote and what they quote, in plain text and in HTML."""
    text = octets.decode("utf-8", "replace")
    assert _words("".join(each.text for each in segments_of_text(text))) == _words(without_marks(text))
    marked = marked_text(text)
    pieces = "".join(each.text for each in segments_of_marked(marked))
    assert _words(pieces) == _words(without_marks(marked))
    text_from_html(text)


def authentication(octets: bytes) -> None:
    """Whatever stands behind our server's name in Authentication-Results, or behind another's."""
    value = b" ".join(octets.split())
    for head in (OURS.encode() + b"; " + value, value):
        raw = b"Authentication-Results: " + head + b"\r\nFrom: a@example.in\r\n\r\nx\r\n"
        mail = _mail_of(raw)
        trusted_results(mail, (OURS,))
        prove_sender(mail, raw, Trust((OURS,)))


def winmail(octets: bytes) -> None:
    """A winmail.dat, and what lies packed in one."""
    unwrap(octets)
    unwrap(b"\x78\x9f\x3e\x22\x01\x00" + octets)
    properties_of(octets)
    text_from_rtf(unpacked_rtf(octets))
    text_from_rtf(octets)


def signature(octets: bytes) -> None:
    """A DKIM signature and the key in DNS that it names: `octets` hold both."""
    value, _apart, record = octets.partition(APART)
    value = b" ".join(value.split())
    for head in (value, b"v=1; a=rsa-sha256; d=example.in; s=s; h=from; " + value):
        raw = b"DKIM-Signature: " + head + b"\r\nFrom: a@example.in\r\n\r\nx\r\n"
        proof = prove_sender(_mail_of(raw), raw, Trust((), lambda _name: record or None))
        assert not proof.is_proved or dkim.verify(raw, dnsfunc=lambda *_, **__: record)


def page(octets: bytes) -> None:
    """The HTML of a mail, as it is shown."""
    cleaned = clean_html(octets.decode("utf-8", "replace"))
    assert running(cleaned) == [], cleaned
    assert is_storable(cleaned)
    shown = show_pictures(cleaned, url_of=lambda _name: "/f/1", with_remote=True)
    assert running(shown) == [], shown


def mbox(octets: bytes) -> None:
    """A file of mails: each stands behind the one before, and none is larger than the file."""
    before = -1
    for found in read_mbox(BytesIO(octets), max_bytes=MAX_BYTES):
        assert before < found.offset <= len(octets)
        assert len(found.octets.read()) <= MAX_BYTES + 1
        assert found.size <= len(octets)
        before = found.offset


def mail_files_in(folder: Path) -> Reader:
    """Return a reader of a file of any kind in a folder that is imported: as it is, as a mail, packed, and in a Maildir."""
    (folder / "cur").mkdir()

    def mail_file(octets: bytes) -> None:
        for name in ("one.mbox", "two.eml", "three.eml.gz", "cur/four:2,S"):
            (folder / name).write_bytes(octets)
        for found in find_mails([folder], max_bytes=MAX_BYTES):
            assert is_storable(found.path)
            if isinstance(found, StoredMail):
                read_head(found.octets)

    return mail_file


def answers_of(hostile: Hostile) -> Reader:
    """Return a reader of what a mailbox's server says: it is understood, or the line or the one mail is given up."""

    def server_answers(octets: bytes) -> None:
        hostile.told(octets)
        with suppress(ImapTrouble), Box.open(hostile.server) as box:
            box.can_push, box.folder_names(), box.sent_folder()
            box.look("INBOX")
            box.count()
            uids = box.uids(1)
            for fetch in (
                lambda: list(box.heads(uids)),
                lambda: box.mail(1).read(),
                lambda: box.head_octets(1),
            ):
                with suppress(UnfetchableMail):
                    fetch()

    return server_answers


def _mail_of(octets: bytes) -> email.message.Message:
    return email.message_from_bytes(readable(octets), policy=READ)


def _words(text: str) -> str:
    return "".join(text.split())


READERS: tuple[Reader, ...] = (mail, report, quotes, authentication, winmail, signature, page, mbox)

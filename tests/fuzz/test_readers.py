"""Each reader of strangers' octets, alone: what a whole mail seldom reaches is reached here."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import strategies as st

from saath.channels.email.tests.fuzz import MAILS, PIECES
from saath.channels.email.tests.test_tnef import BILL, WORDS, wrapped
from tests.fuzz import readers
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import damaged, odd_text
from tests.fuzz.seeds import MBOX, POSTMARK
from tests.fuzz.test_mail import LINES, PAGE, WHOLE_MAIL
from tests.fuzz.test_mail import PIECES as PAGE_PIECES

octets_of_text = odd_text.map(lambda text: text.encode("utf-8", "surrogatepass"))


def made_of(*pieces: bytes, between: bytes = b"", most: int = 30) -> st.SearchStrategy[bytes]:
    """Return these pieces in any order, with anything between them."""
    return st.lists(st.sampled_from(pieces) | octets_of_text | st.binary(max_size=20), max_size=most).map(
        between.join
    )


FIELDS = (
    b"Reporting-MTA: dns; x", b"Final-Recipient: rfc822; a@b.in", b"Original-Recipient: rfc822;", b"Action: failed", b"Action: ",
    b"Status: 5.1.1", b"Status: 4.", b"Status: 999999999999.1", b"Diagnostic-Code: smtp; 550 5.1.1 <a@b.in>: no such user",
    b"", b"Feedback-Type: abuse", b"Original-Mail-From: <>", b"Original-Rcpt-To: a@b", b"Message-ID: <a@b>", b"Message-ID: <",
    b"Disposition: automatic-action/MDN-sent-automatically; displayed", b"From: a@b", b"Subject: =?x?q?=",
    b"Hi. This is the qmail-send program at x.", b"<a@b.in>:", b"--- Below this line is a copy of the message.", b"550 5.1.1",
    b"   ----- The following addresses had permanent fatal errors -----", b"a@b.in... User unknown",
)  # fmt: skip
RESULTS = (
    b"dkim=pass", b"header.d=example.in", b"header.i=@example.in", b"spf=pass", b"smtp.mailfrom=a@example.in", b"dmarc=pass",
    b"header.from=example.in", b";", b"(", b")", b"\\", b'"', b" ", b"none", b"reason=\"", b"/1", b"=", b".", b"mx.example;",
    b"policy.x=", b"dkim/1=pass",
)  # fmt: skip
TAGS = (
    b"v=1;", b"a=rsa-sha256;", b"a=ed25519-sha256;", b"a=rsa-md5;", b"d=example.in;", b"s=s;", b"h=from;", b"h=from:from:to;",
    b"h=;", b"bh=", b"b=", b"AAAA", b"MIGf", b";", b"=", b"l=0;", b"l=-1;", b"l=99999999999999999999;", b"t=1;", b"x=0;",
    b"x=99999999999999;", b"c=simple/relaxed;", b"c=/;", b"q=dns/txt;", b"i=@example.in;",
    b"i=@evil.example;", b"z=", readers.APART, b"v=DKIM1;",
    b"k=rsa;", b"p=", b"k=ed25519;", b"k=\xff;", b"n=", b"d=\xc3\xa9.in;", b"s=..;", b"d=.;",
)  # fmt: skip
FILED = (
    POSTMARK, b"From ", b">From ", b">>From a\n", b"Content-Length: 5\n", b"Content-Length: 99999999999999\n", b"\n", b"\r\n",
    b"From: a@b\n", b"Subject: x\n", b"From - 1:1 2024\n", b"x" * 70_000, b"a: b\n", b"\x00", b"\x1f\x8b",
)  # fmt: skip
PAGES = made_of(*(piece.encode() for piece in PAGE_PIECES)) | damaged(PAGE.encode())
TEXTS = made_of(
    b"> ", b">>", b"On 1 May 2026, A <a@b.in> wrote:", b"-- ", b"-----Original Message-----", b"From: a", b"Sent: b", b"To: c",
    b"\n", "प्रेषक: a".encode(), "ने लिखा:".encode(), "એ લખ્યું:".encode(), b"________________", b"<div class=gmail_quote>",
    b"<blockquote>", b"</blockquote>", b"Sent from my iPhone", b"confidential, intended recipient, delete",
    "\ue0f0\ue0f1\ue0f2\ue0f5".encode(),
    between=b"\n",
)  # fmt: skip
WINMAIL = wrapped(WORDS, BILL)
MAIL_PIECES = made_of(*PIECES, *LINES, between=b"\r\n", most=40)
OUR_MAILS = tuple(path.read_bytes() for path in sorted(MAILS.glob("*.eml")))

INPUTS: dict[readers.Reader, st.SearchStrategy[bytes]] = {
    readers.mail: damaged(WHOLE_MAIL) | MAIL_PIECES | st.sampled_from(OUR_MAILS).flatmap(damaged),
    readers.report: made_of(*FIELDS, between=b"\r\n"),
    readers.quotes: TEXTS | PAGES,
    readers.authentication: made_of(*RESULTS),
    readers.winmail: damaged(WINMAIL) | damaged(WINMAIL[6:]) | st.binary(max_size=200),
    readers.signature: made_of(*TAGS),
    readers.page: PAGES,
    readers.mbox: made_of(*FILED) | damaged(MBOX * 3),
}


@doses
@pytest.mark.parametrize("reader", readers.READERS, ids=lambda reader: reader.__name__)
def test_it_reads_anything_in_time(reader: readers.Reader, dose: int) -> None:
    holds_for(readers.in_time(reader), INPUTS[reader], dose=dose, examples=60)


@doses
def test_a_file_of_any_kind_is_mails_or_named(tmp_path: Path, dose: int) -> None:
    read = readers.in_time(readers.mail_files_in(tmp_path))
    files = made_of(*FILED) | damaged(MBOX) | damaged(gzip.compress(MBOX, mtime=0))
    holds_for(read, files, dose=dose, examples=40)


def test_every_reader_has_its_inputs() -> None:
    assert set(INPUTS) == set(readers.READERS)

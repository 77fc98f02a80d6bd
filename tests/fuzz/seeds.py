"""Well-made inputs of each reader, from which a search for others begins."""

from __future__ import annotations

import gzip

from saath.channels.email.tests.fuzz import MAILS
from saath.channels.email.tests.test_tnef import BILL, WORDS, wrapped
from tests.fuzz.hostile import APART, SENSE
from tests.fuzz.readers import APART as KEY_APART

POSTMARK = b"From a@b Tue Mar  5 09:30:00 2024\n"
MBOX = POSTMARK + b"From: a@b\nContent-Length: 4\n\nFrom\n\n" + POSTMARK + b"From: c@d\n\n>From me\n\n"
REPORT = b"""Reporting-MTA: dns; mx.example.in\r\n\r\nFinal-Recipient: rfc822; a@example.in\r\nAction: failed\r\nStatus: 5.1.1\r
Diagnostic-Code: smtp; 550 5.1.1 <a@example.in>: no such user\r\n"""
FEEDBACK = (
    b"Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Mail-From: <>\r\nOriginal-Rcpt-To: a@example.in\r\n"
)
RESULTS = b"""dkim=pass (good "one") header.d=example.in header.i=@example.in;
 spf=pass smtp.mailfrom=a@example.in; dmarc=pass header.from=example.in"""
SIGNATURE = (
    b"c=relaxed/relaxed; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA"
    + KEY_APART
    + b"v=DKIM1; k=rsa; p=MIGf"
)
HTML = b"""<p>x<div class="gmail_quote">On 1 May A wrote:<blockquote>y</blockquote></div>
<img src="cid:a@b"><a href="https://x">z</a>"""


def seeds(reader: str) -> list[bytes]:
    """Return some inputs for the reader of this name."""
    mails = [path.read_bytes() for path in sorted(MAILS.glob("*.eml"))]
    texts = [path.read_bytes() for path in sorted(MAILS.glob("*.txt"))]
    return {
        "mail": mails,
        "report": [REPORT, FEEDBACK],
        "quotes": [*texts[::4], HTML, *(mail.partition(b"\n\n")[2] for mail in mails[::4])],
        "authentication": [RESULTS],
        "winmail": [wrapped(WORDS, BILL), wrapped(WORDS, BILL)[6:]],
        "signature": [SIGNATURE],
        "page": [HTML],
        "mbox": [MBOX],
        "mail_file": [MBOX, mails[0], gzip.compress(MBOX, mtime=0)],
        "server_answers": [
            APART.join(answer for _word, answer in SENSE),
            b"-" + APART + SENSE[2][1] + b"TAG OK done\r\n",
        ],
    }[reader]

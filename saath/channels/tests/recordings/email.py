from __future__ import annotations

from pathlib import Path

from saath.channels.base import Account, RawDelivery
from saath.channels.tests.contract import Recording

MAIL = """\
From: =?utf-8?B?4KSJ4KS34KS+?= <usha@example.in>\r
To: shop@paanchtakiye.example\r
Subject: =?utf-8?B?4KSV4KS54KS+4KSBPw==?=\r
Message-ID: <recorded-1@example.in>\r
Date: Sun, 22 Nov 2026 10:00:00 +0530\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
मेरा पार्सल कहाँ है?\r
"""


def recording(folder: Path) -> Recording:
    return Recording(
        account=Account(
            "shop@paanchtakiye.example",
            name="Paanch Takiye",
            keys=(b"a key of sixteen octets and more",),
            options={"smtp": "mailbox:", "mailbox": str(folder)},
        ),
        delivery=RawDelivery(MAIL.encode(), mail_from="usha@example.in"),
        provider_id="recorded-1@example.in",
        sender="usha@example.in",
        text="मेरा पार्सल कहाँ है?",
        recipient="usha@example.in",
    )

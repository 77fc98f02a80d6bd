from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from saath.channels.base import Account, Participant
from saath.channels.chat import chat_delivery
from saath.channels.tests.contract import Recording

KEY = "visitor:0190aaaabbbb7ccc8dddeeeeffff0007"


def recording(folder: Path) -> Recording:
    visitor = Participant("7KM-4Q2X", "ઉષા", key=KEY)
    return Recording(
        account=Account("chat"),
        delivery=chat_delivery(
            visitor=visitor,
            post_id="m1",
            text="મારો ઓર્ડર ક્યાં છે?",
            at=datetime(2026, 11, 22, 16, 30, tzinfo=UTC),
            conversation=UUID("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001"),
            language="gu",
            files=(("photo.jpg", "image/jpeg"),),
            page={"url": "https://shop.example/razai", "title": "Razai", "referrer": ""},
        ),
        provider_id=f"{KEY}/m1",
        sender=visitor.address,
        text="મારો ઓર્ડર ક્યાં છે?",
        recipient=visitor.address,
    )

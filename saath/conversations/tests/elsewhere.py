"""A customer who is known elsewhere too: by a second address, and on another channel."""

from __future__ import annotations

import json
from io import BytesIO

from saath.conversations.actions.arrive import accept_raw
from saath.conversations.intake import INTAKE
from saath.conversations.models import ChannelAccount, Conversation, IntakeItem
from saath.conversations.tests.builders import Desk, work
from saath.customers.actions.know import know_by
from saath.customers.models import Identity
from saath.files import storage
from saath.stores.tests.builders import TEST

OFFICE = "sunita@office.example"
USER = "u77"


def office_address(conversation: Conversation, *, is_proved: bool = True) -> Identity:
    """Let the customer be known by a second mail address."""
    return know_by(
        TEST, conversation.customer, namespace="email", key=OFFICE, address=OFFICE, is_proved=is_proved
    )


def on_fake(desk: Desk, conversation: Conversation) -> Identity:
    """Let the shop have an account of the fake channel, and the customer be known there."""
    fake_account(desk)
    return know_by(TEST, conversation.customer, namespace="fake", key=USER, address=USER, is_proved=True)


def fake_account(desk: Desk) -> ChannelAccount:
    """Return the shop's account of the fake channel."""
    values = {"address": "fake-shop", "name": "Paanch Takiye"}
    return ChannelAccount.objects.get_or_create(channel="fake", key=f"fake-{desk.store_id}", defaults=values)[
        0
    ]


def write_by_fake(desk: Desk, text: str, *, references: tuple[str, ...] = (), number: int = 1) -> None:
    """Let the customer write on the fake channel."""
    row = {"id": f"m{number}", "from": USER, "text": text, "references": references}
    raw = json.dumps({"messages": [row]}).encode()
    saved = storage.save(BytesIO(raw), max_bytes=100_000, content_type="application/json")
    source = IntakeItem.Source.SMTP
    accept_raw(INTAKE, account=fake_account(desk), source=source, raw=saved, envelope={})
    work()

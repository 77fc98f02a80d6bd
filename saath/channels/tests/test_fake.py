from __future__ import annotations

import pytest

from saath.channels.base import (
    Account,
    OutboundMessage,
    Participant,
    ReceiptKind,
    Rejected,
    RetryLater,
    SendOutcome,
)
from saath.channels.fake import FakeAdapter, fake_delivery

KEY = b"sixteen octets at least"


def message(name: str) -> OutboundMessage:
    return OutboundMessage(message_id=name, to=(Participant("u1"),), text="hello")


def test_repeated_send_of_one_message_delivers_once() -> None:
    adapter = FakeAdapter(Account("shop"))
    assert adapter.send(message("a")) == adapter.send(message("a"))
    assert [sent.message_id for sent in adapter.sent] == ["a"]


def test_script_decides_how_sends_end() -> None:
    adapter = FakeAdapter(Account("shop"))
    adapter.script = [RetryLater("busy"), SendOutcome.UNKNOWN, Rejected("gone")]
    with pytest.raises(RetryLater):
        adapter.send(message("a"))
    assert adapter.send(message("a")).outcome is SendOutcome.UNKNOWN
    with pytest.raises(Rejected):
        adapter.send(message("b"))
    assert [sent.message_id for sent in adapter.sent] == ["a"]


def test_receipts_come_beside_messages_and_odd_rows_are_left_out() -> None:
    rows = [{"id": "x", "kind": "read", "at": 1_800_000_000}, {"kind": "read"}, "?", {"id": "y", "kind": "?"}]
    result = FakeAdapter(Account("shop", keys=(KEY,))).parse(fake_delivery({"receipts": rows}, KEY))
    assert [(each.provider_id, each.kind) for each in result.receipts] == [("x", ReceiptKind.READ)]


def test_polling_goes_on_after_the_cursor() -> None:
    adapter = FakeAdapter(Account("shop"))
    adapter.waiting = [fake_delivery({}, KEY)]
    first = adapter.poll("")
    assert len(first.deliveries) == 1
    assert adapter.poll(first.cursor).deliveries == ()

"""Mails for tests that come from a mailbox which was there before us, or from its folder of sent mail."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from io import BytesIO

from saath.conversations.actions.arrive import Provenance, accept_raw
from saath.conversations.models import IntakeItem
from saath.conversations.tests.builders import Desk, work
from saath.files import storage
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope


def fetch(
    desk: Desk,
    message: EmailMessage,
    *,
    source: str = IntakeItem.Source.IMAP,
    arrived_at: datetime | None = None,
    is_imported: bool = False,
) -> IntakeItem:
    """Take a mail of the mailbox in and read it."""
    with store_scope(desk.store_id):
        raw = storage.save(BytesIO(message.as_bytes()), max_bytes=1_000_000)
        known = Provenance(arrived_at=arrived_at, is_imported=is_imported)
        item = accept_raw(TEST, account=desk.account, source=source, raw=raw, envelope={}, provenance=known)
    work()
    with store_scope(desk.store_id):
        item.refresh_from_db()
    return item

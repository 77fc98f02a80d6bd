"""From a ledger row to a message: parse and store files first, then one short transaction."""

from __future__ import annotations

from saath.channels.base import IntakeResult, RawDelivery
from saath.conversations.accounts import adapter_for
from saath.conversations.actions.ledger import fail_item, ignore_item
from saath.conversations.actions.receive import receive_message
from saath.conversations.models import IntakeItem
from saath.conversations.parts import save_parts
from saath.core.faults import fault_point
from saath.files.models import StoredFile
from saath.files.queries import open_file
from saath.tenancy.actor import Actor

READER = Actor.system("mail intake")
UNREAD = (IntakeItem.State.RECEIVED, IntakeItem.State.FAILED)


def read_item(item_id: int) -> None:
    """Read one thing of the ledger. What goes wrong is noted on its row and tried again by the job."""
    item = IntakeItem.objects.select_related("account", "raw").get(pk=item_id)
    if item.state not in UNREAD:
        return
    try:
        result = _parse(item)
        if not result.messages:
            ignore_item(READER, item, rule="nothing-inside")
        for message in result.messages:
            receive_message(READER, item, message=message, parts=save_parts(message))
        fault_point("reading_after_commit")
    except Exception as error:
        fail_item(READER, item, error=type(error).__name__)
        raise


def _parse(item: IntakeItem) -> IntakeResult:
    delivery = RawDelivery(
        body=_bytes(item.raw),
        mail_from=item.envelope.get("mail_from"),
        recipients=tuple(item.envelope.get("recipients", ())),
    )
    return adapter_for(item.account).parse(delivery)


def _bytes(file: StoredFile) -> bytes:
    with open_file(READER, file) as opened:
        return opened.read()

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from saath.channels.base import Account, Participant
from saath.channels.form import Sent, form_delivery
from saath.channels.tests.contract import Recording


def recording(folder: Path) -> Recording:
    sender = Participant("+91 98765 43210", "Usha", key="+919876543210")
    text = "The pillow came torn, and nobody calls back."
    return Recording(
        account=Account("form"),
        delivery=form_delivery(
            Sent("form/f1", sender, "Grievance", text, datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
        ),
        provider_id="form/f1",
        sender=sender.address,
        text=text,
        recipient=sender.address,
    )

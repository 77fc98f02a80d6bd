"""What is wrong with asking is written down, and who does not answer is left alone for a while."""

from __future__ import annotations

import structlog

from saath.orders.actions.asking import note_not_answered
from saath.orders.connectors.base import Busy, PlatformError
from saath.orders.models import Connection
from saath.orders.polling import rules
from saath.orders.polling.place import Place
from saath.tenancy.actor import Actor

ASKER = Actor.system("asking the platform")

log = structlog.get_logger(__name__)


def note_trouble(connection: Connection, error: PlatformError) -> None:
    """Write down that a platform or courier did not answer, and why."""
    trouble = rules.trouble_of(error)
    failures = Place.of(connection).failures + 1
    asked = error.seconds if isinstance(error, Busy) else 0.0
    log.info(
        "platform_not_answering",
        connection=str(connection.public_id),
        trouble=str(trouble),
        failures=failures,
    )
    note_not_answered(
        ASKER,
        connection,
        trouble=trouble,
        words=error.words,
        pause=rules.pause(trouble, failures, asked_seconds=asked),
        is_shown=rules.is_told(trouble, failures),
    )

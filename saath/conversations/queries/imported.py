"""What became of mails that were taken out of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from saath.conversations.models import IntakeItem
from saath.jobs.models import Job
from saath.jobs.models.job import UNFINISHED
from saath.tenancy.actor import Actor

State = IntakeItem.State
CHUNK = 500
REPEAT = "repeat"
MISSING = "missing"


def fates(actor: Actor, items: Sequence[int]) -> Counter[str]:
    """Count these rows of the ledger by state, repeats of a message apart from the accepted; raises `Forbidden`.

    `missing` are rows that are gone, and accepted ones without a message.
    """
    actor.require("ledger.read")
    found: Counter[str] = Counter()
    for chunk in _chunks(items):
        rows = IntakeItem.objects.filter(pk__in=set(chunk))
        facts = rows.values_list("pk", "state", "is_repeat", "message_id")
        fate = {pk: _fate(state, is_repeat, message) for pk, state, is_repeat, message in facts}
        found.update(fate.get(item, MISSING) for item in chunk)
    return found


def first_unread(items: Sequence[int], *, start: int = 0) -> int:
    """Return the place of the first chunk of rows, at or after `start`, that a job is still to read; else their number."""
    for place in range(start, len(items), CHUNK):
        chunk = items[place : place + CHUNK]
        waiting = IntakeItem.objects.filter(pk__in=list(chunk), state=State.RECEIVED).values_list(
            "pk", flat=True
        )
        keys = [f"intake:{pk}" for pk in waiting]
        if keys and Job.objects.filter(key__in=keys, state__in=UNFINISHED).exists():
            return place
    return len(items)


def _fate(state: str, is_repeat: bool, message_id: int | None) -> str:
    if state != State.ACCEPTED:
        return state
    if message_id is None:
        return MISSING
    return REPEAT if is_repeat else state


def _chunks(items: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk

"""How long a row is kept and what erasing a person does to it. Every model says so; a guard fails on a silent one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Erasure = Literal["delete", "blank", "keep"]

# What a person deletes is marked first and goes for good after this time.
PURGE_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Retention:
    """Purpose, time kept (None: as long as the store), and what erasure of a person's data does.

    `dated_by` names the time that `keep_for` counts from; `blank` names the fields that erasure empties.
    What is marked deleted stays past its days while rows of the relation `needed_by` name it.
    """

    purpose: str
    keep_for: timedelta | None
    erasure: Erasure
    blank: tuple[str, ...] = ()
    dated_by: str = "created_at"
    needed_by: str = ""

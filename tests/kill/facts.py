"""What the database says, read beside the product and not through it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg


@dataclass(frozen=True)
class Facts:
    """Questions to a SQLite file, or to PostgreSQL as its superuser, who sees every store."""

    source: Path | str

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        if isinstance(self.source, Path):
            with closing(sqlite3.connect(f"file:{self.source}?mode=ro", uri=True, timeout=20)) as file:
                return file.execute(question).fetchall()
        with psycopg.connect(self.source) as server:
            return server.execute(question.encode()).fetchall()

    def count(self, question: str) -> int:
        """Return the one number that a query finds."""
        [(number,)] = self.ask(question)
        return int(number)

    def letters_filed(self) -> Sequence[tuple[str, str]]:
        """Return address and text of every customer's message."""
        return self.ask(
            "SELECT i.address, m.text FROM conversations_message m"
            " JOIN customers_identity i ON i.id = m.identity_id WHERE m.direction = 'in'"
        )

    def deliveries(self) -> list[tuple[str, str]]:
        """Return state and Message-ID of every answer."""
        return self.ask("SELECT state, provider_key FROM conversations_delivery")

    def is_quiet(self) -> bool:
        """Whether nothing is left to do: no mail unread, no answer on its way, no job that waits or runs.

        Clocks are looked at when the next of them warns: that job waits for its time, which is minutes away.
        """
        return not (
            self.count("SELECT count(*) FROM conversations_intakeitem WHERE state IN ('received', 'failed')")
            or self.count(
                "SELECT count(*) FROM conversations_delivery WHERE state IN ('held', 'queued', 'sending')"
            )
            or self.count(
                "SELECT count(*) FROM jobs_job WHERE state IN ('ready', 'running') AND task NOT LIKE '%fire_clocks'"
            )
        )

    def is_whole(self) -> bool:
        """Whether the database finds itself in order (SQLite; PostgreSQL has no such question)."""
        if isinstance(self.source, str):
            return True
        return self.ask("PRAGMA integrity_check") == [("ok",)] and self.ask("PRAGMA foreign_key_check") == []

"""Tables without their indexes while they are filled: each is built once from all rows, which takes less than row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

# What a foreign key rests on stays: it could go only with the key, and coming back the key would read both tables whole.
_RESTED_ON = "SELECT conindid FROM pg_constraint WHERE contype = 'f'"
_CONSTRAINTS = f"""
    SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname),
        format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('p', 'u') AND c.conindid NOT IN ({_RESTED_ON})
"""  # noqa: S608  # fixed text
_INDEXES = f"""
    SELECT format('DROP INDEX %I', i.relname), pg_get_indexdef(x.indexrelid)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    WHERE i.relnamespace = 'public'::regnamespace AND x.indexrelid NOT IN ({_RESTED_ON})
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
"""  # noqa: S608  # fixed text


@contextmanager
def without_indexes(link: psycopg.Connection[Any]) -> Iterator[None]:
    """Take the indexes of all tables away until the block ends, then build them again as they were."""
    found = [row for query in (_CONSTRAINTS, _INDEXES) for row in link.execute(query).fetchall()]
    for drop, _build in found:
        link.execute(drop)
    yield
    for _drop, build in found:
        link.execute(build)

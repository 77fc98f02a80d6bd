"""Commits that need not reach the disk at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from saath.tenancy.transactions import one_writer


@contextmanager
def quick_commit() -> Iterator[None]:
    """Write claims and outcomes of jobs without waiting for the disk; inside a transaction, as that commits.

    A power failure may undo the last of them, never a commit of the job itself: the job then runs
    once more, which it must stand anyway. A killed process undoes nothing.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with one_writer(), _sqlite_quick():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            yield


@contextmanager
def _sqlite_quick() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous = FULL")

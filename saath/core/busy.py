"""Whether a database only had too much to do: the same request may well succeed a little later."""

import sqlite3

# lock_not_available, deadlock_detected, serialization_failure (PostgreSQL, appendix A)
_PASSING = frozenset({"55P03", "40P01", "40001"})
_SQLITE_PASSING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def is_busy(error: BaseException | None) -> bool:
    """Tell whether an error, or what caused it, is a lock that was not to be had in time."""
    while error is not None:
        # SQLite puts details into the higher bits (https://www.sqlite.org/rescode.html).
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_PASSING:
            return True
        if getattr(error, "sqlstate", None) in _PASSING:
            return True
        error = error.__cause__
    return False

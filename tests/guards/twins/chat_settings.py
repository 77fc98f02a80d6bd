"""Chat settings: the desk and the API offer the same."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {}

"""Hearing: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.team.actions.hearing.add_device": "a browser asks for its own pushes with keys that only it has",
    "saath.team.actions.hearing.remove_device": "a browser ends its own pushes",
}

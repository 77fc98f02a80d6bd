"""Settings: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.stores.actions.opening.open_shop": "before there is a shop or anybody to make a token",
}

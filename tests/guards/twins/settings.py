"""Settings: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.stores.actions.opening.open_shop": "before there is a shop or anybody to make a token",
}

ONLY_FOR_PROGRAMS: dict[str, str] = {
    "saath.stores.actions.settings.add_holiday": "colleagues choose public holidays, and close other dates as special days",
}

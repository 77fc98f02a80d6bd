"""Exports: where the desk and the API differ."""

from __future__ import annotations

WHOLE = "a whole shop comes in once, into an empty one: its owner does it on the page, who runs Saath by a command"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.exports.actions.bring.begin_shop_import": WHOLE,
    "saath.exports.actions.bring.bring_shop": WHOLE,
    "saath.exports.actions.bring.drop_shop_import": WHOLE,
}

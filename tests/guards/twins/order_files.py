"""Order files: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.bring.begin_import": NOT_YET,
    "saath.orders.actions.bring.bring_in": NOT_YET,
    "saath.orders.actions.bring.check_import": NOT_YET,
}

"""Files of orders: where the desk and the API differ."""

from __future__ import annotations

FILE = "whose columns say what is for a person to see and to correct; a program sends orders whole, to /orders/bulk"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.bring.begin_import": FILE,
    "saath.orders.actions.bring.bring_in": FILE,
    "saath.orders.actions.bring.check_import": FILE,
}

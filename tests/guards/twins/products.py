"""Products: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.offers.offer_payment": NOT_YET,
    "saath.orders.actions.offers.offer_product": NOT_YET,
    "saath.orders.actions.offers.set_payment_account": NOT_YET,
}

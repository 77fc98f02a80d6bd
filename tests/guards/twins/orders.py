"""Orders: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.acts.approve_act": NOT_YET,
    "saath.orders.actions.acts.ask_act": NOT_YET,
    "saath.orders.actions.acts.look_again": NOT_YET,
    "saath.orders.actions.acts.send_act_again": NOT_YET,
    "saath.orders.actions.acts.withdraw_act": NOT_YET,
    "saath.orders.actions.cash_rule.set_cash_rule": NOT_YET,
    "saath.orders.actions.learn.set_delivery_rule": NOT_YET,
    "saath.orders.actions.limits.set_limits": NOT_YET,
}

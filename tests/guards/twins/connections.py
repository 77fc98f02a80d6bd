"""Connections: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.connections.end_connection": NOT_YET,
    "saath.orders.actions.connections.keep_credentials": NOT_YET,
    "saath.orders.actions.connections.keep_secret": NOT_YET,
    "saath.orders.actions.connections.make_connection": NOT_YET,
    "saath.orders.actions.connections.make_secret": NOT_YET,
    "saath.orders.actions.hear.note_download": NOT_YET,
    "saath.orders.actions.hear.read_again": NOT_YET,
    "saath.orders.actions.hear.settle_asked": NOT_YET,
    "saath.orders.actions.history.bring_history": NOT_YET,
    "saath.orders.actions.self_test.begin_self_test": NOT_YET,
}

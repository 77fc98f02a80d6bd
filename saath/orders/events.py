"""What happens to orders."""

from saath.timeline.kinds import EventKind

CONNECTION_MADE = EventKind("connection.made")
ORDER_PLACED = EventKind("order.placed")
ORDER_CHANGED = EventKind("order.changed")
ORDERS_BROUGHT = EventKind("orders.brought")

"""What happens to orders."""

from saath.timeline.kinds import EventKind

CONNECTION_MADE = EventKind("connection.made")
CONNECTION_CHANGED = EventKind("connection.changed")
CONNECTION_ENDED = EventKind("connection.ended")
CONNECTION_SILENT = EventKind("connection.silent")
DELIVERIES_WOKEN = EventKind("deliveries.woken")
DELIVERY_SETTLED = EventKind("delivery.settled")
ORDER_PLACED = EventKind("order.placed")
ORDER_CHANGED = EventKind("order.changed")
ORDERS_BROUGHT = EventKind("orders.brought")
PRODUCTS_CHANGED = EventKind("products.changed")

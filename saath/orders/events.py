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
ACT_ASKED = EventKind("act.asked")
ACT_APPROVED = EventKind("act.approved")
ACT_DONE = EventKind("act.done")
ACT_REFUSED = EventKind("act.refused")
ACT_UNKNOWN = EventKind("act.unknown")
ACT_SENT_AGAIN = EventKind("act.sent_again")
ACT_WITHDRAWN = EventKind("act.withdrawn")
ACT_LIMITS_SET = EventKind("act.limits_set")

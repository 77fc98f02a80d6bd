"""What happens to customers."""

from saath.timeline.kinds import EventKind

CUSTOMER_MET = EventKind("customer.met")
CUSTOMER_CHANGED = EventKind("customer.changed")

"""What happens to customers."""

from saath.timeline.kinds import EventKind

CUSTOMER_MET = EventKind("customer.met")
CUSTOMER_CHANGED = EventKind("customer.changed")
CUSTOMER_MERGED = EventKind("customer.merged")
CUSTOMER_UNMERGED = EventKind("customer.unmerged")
CUSTOMER_SPLIT = EventKind("customer.split")
CUSTOMER_COMPARED = EventKind("customer.compared")
CUSTOMER_NOTED = EventKind("customer.noted")
CUSTOMER_CONSENTED = EventKind("customer.consented")
CUSTOMER_TAGGED = EventKind("customer.tagged")

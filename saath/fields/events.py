"""What happens to fields, and to what is known of customers."""

from saath.timeline.kinds import EventKind

FIELD_ADDED = EventKind("field.added")
FIELD_CHANGED = EventKind("field.changed")
FIELD_REMOVED = EventKind("field.removed")
FIELD_RESTORED = EventKind("field.restored")

"""What happens to saved replies."""

from saath.timeline.kinds import EventKind

SAVED_ADDED = EventKind("saved.added")
SAVED_CHANGED = EventKind("saved.changed")
SAVED_REMOVED = EventKind("saved.removed")
SAVED_RESTORED = EventKind("saved.restored")
MACRO_RUN = EventKind("saved.run")
MACRO_UNDONE = EventKind("saved.undone")

"""What happens to the checklists that a shop has written."""

from saath.timeline.kinds import EventKind

CHECKLIST_ADDED = EventKind("checklist.added")
CHECKLIST_CHANGED = EventKind("checklist.changed")
CHECKLIST_REMOVED = EventKind("checklist.removed")
CHECKLIST_RESTORED = EventKind("checklist.restored")

"""What happens to mailboxes."""

from saath.timeline.kinds import EventKind

MAILBOX_ADDED = EventKind("mailbox.added")
MAILBOX_CHANGED = EventKind("mailbox.changed")
MAILBOX_COUNTED = EventKind("mailbox.counted")
MAILBOX_CHOSEN = EventKind("mailbox.chosen")
MAILBOX_IMPORTED = EventKind("mailbox.imported")
MAILBOX_PAUSED = EventKind("mailbox.paused")
MAILBOX_RESUMED = EventKind("mailbox.resumed")
MAILBOX_REMOVED = EventKind("mailbox.removed")
MAILBOX_TROUBLED = EventKind("mailbox.troubled")
MAILBOX_RECOVERED = EventKind("mailbox.recovered")

"""What happens around colleagues."""

from saath.timeline.kinds import EventKind

COLLEAGUES_TOLD = EventKind("colleague.told")
HEARING_CHANGED = EventKind("hearing.changed")
DEVICE_ADDED = EventKind("device.added")
DEVICE_REMOVED = EventKind("device.removed")

"""What happens to exports."""

from saath.timeline.kinds import EventKind

EXPORT_ASKED = EventKind("export.asked")
EXPORT_READ = EventKind("export.read")
EXPORT_ENDED = EventKind("export.ended")
EXPORT_FETCHED = EventKind("export.fetched")
EXPORT_REMOVED = EventKind("export.removed")

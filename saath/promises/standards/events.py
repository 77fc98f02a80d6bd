"""What happens to the service standards."""

from saath.timeline.kinds import EventKind

STANDARD_BEGUN = EventKind("standard.begun")
STANDARD_CHANGED = EventKind("standard.changed")
STANDARD_DISCARDED = EventKind("standard.discarded")
STANDARD_PUBLISHED = EventKind("standard.published")
STANDARD_REMINDED = EventKind("standard.reminded")
STANDARD_READ = EventKind("standard.read")

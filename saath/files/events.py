"""What happens to files."""

from saath.timeline.kinds import EventKind

PHOTO_STORED = EventKind("file.photo_stored")
PHOTO_PICTURED = EventKind("file.photo_pictured")
FILE_DELETED = EventKind("file.deleted")

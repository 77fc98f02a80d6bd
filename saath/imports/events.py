"""What happens to files of other help desks."""

from saath.timeline.kinds import EventKind

MOVE_BEGUN = EventKind("move.begun")
MOVE_ASKED = EventKind("move.asked")
MOVE_PAUSED = EventKind("move.paused")
MOVE_ENDED = EventKind("move.ended")

"""What happens with amends."""

from saath.timeline.kinds import EventKind

AMENDS_DECIDED = EventKind("amends.decided")
AMENDS_PREPARED = EventKind("conversation.amends_prepared")
AMENDS_SENT = EventKind("amends.sent")
AMENDS_DROPPED = EventKind("amends.dropped")

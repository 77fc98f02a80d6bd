"""What can happen to a clock."""

from saath.timeline.kinds import EventKind

CLOCK_WARNED = EventKind("clock.warned")
CLOCK_MISSED = EventKind("clock.missed")
# A step of the shop's chain is to be taken for it.
CLOCK_STEPPED = EventKind("clock.stepped")

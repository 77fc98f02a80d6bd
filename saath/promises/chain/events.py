"""What happens to whom a shop asks as the time of a promise runs out."""

from saath.timeline.kinds import EventKind

CHAIN_CHANGED = EventKind("chain.changed")

"""What happens to policies."""

from saath.timeline.kinds import EventKind

POLICY_ADDED = EventKind("policy.added")
POLICY_CHANGED = EventKind("policy.changed")
POLICY_REMOVED = EventKind("policy.removed")
POLICY_RESTORED = EventKind("policy.restored")

"""What happens as conversations are given out."""

from saath.timeline.kinds import EventKind

# Of a conversation: somebody is suggested, has it again, or nobody gets it. Given to somebody, it is `conversation.assigned`.
CONVERSATION_ROUTED = EventKind("conversation.routed")
ROUTING_CHANGED = EventKind("routing.changed")
PROFILE_CHANGED = EventKind("profile.changed")

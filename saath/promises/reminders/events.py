"""What Saath does by itself in conversations."""

from saath.timeline.kinds import EventKind

OWN_WORDS_CHANGED = EventKind("reminders.changed")
CUSTOMER_REMINDED = EventKind("conversation.reminded")
CONVERSATION_CLOSED = EventKind("conversation.closed")
CLOSING_UNDONE = EventKind("conversation.closing_undone")
CUSTOMER_THANKED = EventKind("conversation.thanked")

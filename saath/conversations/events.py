"""What happens in conversations."""

from saath.timeline.kinds import EventKind

CONVERSATION_OPENED = EventKind("conversation.opened")
CONVERSATION_ASSIGNED = EventKind("conversation.assigned")
CONVERSATION_SOLVED = EventKind("conversation.solved")
CONVERSATION_REOPENED = EventKind("conversation.reopened")
CONVERSATION_TAGGED = EventKind("conversation.tagged")
CONVERSATION_UNTAGGED = EventKind("conversation.untagged")
CONVERSATION_READ = EventKind("conversation.read")
MESSAGE_RECEIVED = EventKind("message.received")
NOTE_ADDED = EventKind("message.noted")
REPLY_HELD = EventKind("reply.held")
REPLY_UNDONE = EventKind("reply.undone")
REPLY_FOUND = EventKind("reply.found")
REPLY_SENT = EventKind("reply.sent")
REPLY_FAILED = EventKind("reply.failed")
REPLY_UNKNOWN = EventKind("reply.unknown")
REPLY_QUEUED_AGAIN = EventKind("reply.queued_again")
INTAKE_FAILED = EventKind("intake.failed")
ACCOUNT_OPENED = EventKind("account.opened")

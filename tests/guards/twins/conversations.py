"""Conversations: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.about.choose_order": NOT_YET,
    "saath.conversations.actions.clocks.wake_conversation": NOT_YET,
    "saath.conversations.actions.copies.copy_in": NOT_YET,
    "saath.conversations.actions.copies.leave_out": NOT_YET,
    "saath.conversations.actions.forward.forward": NOT_YET,
    "saath.conversations.actions.hand_over.hand_over": NOT_YET,
    "saath.conversations.actions.hand_over.put_handover_away": "a summary off the reader's screen, which a program has not",
    "saath.conversations.actions.hand_over.undo_assignment": NOT_YET,
    "saath.conversations.actions.merge.merge_conversations": NOT_YET,
    "saath.conversations.actions.merge.undo_merge": NOT_YET,
    "saath.conversations.actions.reading.mark_read": NOT_YET,
    "saath.conversations.actions.reading.mark_unread": NOT_YET,
    "saath.conversations.actions.settle.call_it_sent": NOT_YET,
    "saath.conversations.actions.settle.send_again": NOT_YET,
    "saath.conversations.actions.snooze.snooze_conversation": NOT_YET,
    "saath.conversations.actions.snooze.undo_snooze": NOT_YET,
    "saath.conversations.actions.spam.call_spam": NOT_YET,
    "saath.conversations.actions.spam.call_wanted": NOT_YET,
    "saath.conversations.actions.split.split_conversation": NOT_YET,
    "saath.conversations.actions.split.undo_split": NOT_YET,
    "saath.conversations.actions.tags.tag_conversation": NOT_YET,
    "saath.conversations.actions.tags.untag_conversation": NOT_YET,
    "saath.conversations.actions.take.take_waiting": NOT_YET,
    "saath.conversations.actions.updates.keep_update": NOT_YET,
    "saath.conversations.actions.updates.promise_update": NOT_YET,
    "saath.conversations.actions.updates.withdraw_update": NOT_YET,
}

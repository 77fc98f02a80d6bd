"""What grievances follow at once; `config/wiring.py` introduces it."""

from __future__ import annotations

from typing import Final

from saath.conversations.events import (
    CONVERSATION_MERGED,
    CONVERSATION_SPLIT,
    CONVERSATION_UNMERGED,
    CONVERSATION_UNSPLIT,
    REPLY_BOUNCED,
    REPLY_FAILED,
    REPLY_SENT,
    REPLY_UNDONE,
)
from saath.promises.grievances.actions._moving import (
    follow_merge,
    follow_split,
    follow_unmerge,
    follow_unsplit,
)
from saath.promises.grievances.actions._words import follow_sent, follow_unsent

FOLLOWED: Final = (
    (REPLY_SENT, follow_sent),
    (REPLY_UNDONE, follow_unsent),
    (REPLY_FAILED, follow_unsent),
    (REPLY_BOUNCED, follow_unsent),
    (CONVERSATION_MERGED, follow_merge),
    (CONVERSATION_UNMERGED, follow_unmerge),
    (CONVERSATION_SPLIT, follow_split),
    (CONVERSATION_UNSPLIT, follow_unsplit),
)

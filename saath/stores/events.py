"""What can happen to a shop's team and settings."""

from saath.timeline.kinds import EventKind

MEMBER_INVITED = EventKind("member.invited")
MEMBER_JOINED = EventKind("member.joined")
MEMBER_ROLE_CHANGED = EventKind("member.role_changed")
MEMBER_REVOKED = EventKind("member.revoked")
MEMBER_AWAY_CHANGED = EventKind("member.away_changed")
MEMBER_CHANGED = EventKind("member.changed")
SESSION_ENDED = EventKind("member.session_ended")
SETTINGS_CHANGED = EventKind("store.settings_changed")
INVITATION_WITHDRAWN = EventKind("member.invitation_withdrawn")
HOLIDAY_ADDED = EventKind("store.holiday_added")
HOLIDAY_REMOVED = EventKind("store.holiday_removed")
TEXT_WORDED = EventKind("store.text_worded")
CHANNEL_HOURS_CHANGED = EventKind("store.channel_hours_changed")
SPECIAL_DAY_SET = EventKind("store.special_day_set")
SPECIAL_DAY_REMOVED = EventKind("store.special_day_removed")
# After these a shop may be open at other times, or promise something else.
CHANGES_HOURS = (
    SETTINGS_CHANGED,
    HOLIDAY_ADDED,
    HOLIDAY_REMOVED,
    CHANNEL_HOURS_CHANGED,
    SPECIAL_DAY_SET,
    SPECIAL_DAY_REMOVED,
)

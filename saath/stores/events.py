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

"""What a visitor learns of, and what becomes of a shop's chat. The visitor sees those with the audience "customer"."""

from saath.timeline.kinds import EventKind

CHAT_SAID = EventKind("chat.said", audience="customer")
CHAT_READ = EventKind("chat.read", audience="customer")
CHAT_CHANGED = EventKind("chat.changed", audience="customer")
CHAT_JOINED = EventKind("chat.joined", audience="customer")
CHAT_LEFT = EventKind("chat.left", audience="customer")
CHAT_BLOCKED = EventKind("chat.blocked", audience="customer")
CHAT_MAILED = EventKind("chat.mailed")
PUSH_ADDED = EventKind("chat.push_added")
PUSH_REMOVED = EventKind("chat.push_removed")
CONTACT_GIVEN = EventKind("chat.contact_given")
CONTACT_CONFIRMED = EventKind("chat.contact_confirmed")
VISITOR_IDENTIFIED = EventKind("chat.identified")
OPENER_CHANGED = EventKind("chat.opener_changed")
CHAT_SETTINGS_CHANGED = EventKind("chat.settings_changed")

"""What a visitor learns of, and what becomes of a shop's chat. The visitor sees those with the audience "customer"."""

from saath.timeline.kinds import EventKind

CHAT_SAID = EventKind("chat.said", audience="customer")
CHAT_READ = EventKind("chat.read", audience="customer")
CHAT_CHANGED = EventKind("chat.changed", audience="customer")
CHAT_BLOCKED = EventKind("chat.blocked", audience="customer")
CHAT_SETTINGS_CHANGED = EventKind("chat.settings_changed")

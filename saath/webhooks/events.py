"""What happens to the endpoints of webhooks."""

from saath.timeline.kinds import EventKind

WEBHOOK_ADDED = EventKind("webhook.added")
WEBHOOK_CHANGED = EventKind("webhook.changed")
WEBHOOK_PAUSED = EventKind("webhook.paused")
WEBHOOK_RESUMED = EventKind("webhook.resumed")
WEBHOOK_STOPPED = EventKind("webhook.stopped")
WEBHOOK_REMOVED = EventKind("webhook.removed")
WEBHOOK_REPLAYED = EventKind("webhook.replayed")

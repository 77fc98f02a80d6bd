"""What happens to the ways out."""

from saath.timeline.kinds import EventKind

WAY_ADDED = EventKind("sending.way_added")
WAY_CHANGED = EventKind("sending.way_changed")
WAY_TRIED = EventKind("sending.way_tried")
WAY_REMOVED = EventKind("sending.way_removed")
OUTLET_CHANGED = EventKind("sending.outlet_changed")
PLUS_TESTED = EventKind("sending.plus_tested")
DOMAIN_CHECKED = EventKind("sending.domain_checked")
KEY_MADE = EventKind("sending.key_made")

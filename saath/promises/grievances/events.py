"""What happens to grievances."""

from saath.timeline.kinds import EventKind

# About the conversation, so that it stands in its history and colleagues hear of it.
GRIEVANCE_OPENED = EventKind("grievance.opened")
GRIEVANCE_ACKNOWLEDGED = EventKind("grievance.acknowledged")
GRIEVANCE_UNACKNOWLEDGED = EventKind("grievance.unacknowledged")
GRIEVANCE_PROPOSED = EventKind("grievance.proposed")
GRIEVANCE_REDRESSED = EventKind("grievance.redressed")
GRIEVANCE_UNDECIDED = EventKind("grievance.undecided")
GRIEVANCE_JOINED = EventKind("grievance.joined")
GRIEVANCE_PARTED = EventKind("grievance.parted")
GRIEVANCE_DUE = EventKind("grievance.due")
GRIEVANCE_LATE = EventKind("grievance.late")
GRIEVANCE_DOCKET_SET = EventKind("grievance.docket_set")
GRIEVANCE_ERASED = EventKind("grievance.erased")
GRIEVANCE_STATUS_ASKED = EventKind("grievance.status_asked")
# About the shop.
GRIEVANCE_SETTINGS_CHANGED = EventKind("grievance.settings_changed")
OFFICER_APPOINTED = EventKind("officer.appointed")
OFFICER_ENDED = EventKind("officer.ended")
GRIEVANCES_EXPORTED = EventKind("grievance.exported")

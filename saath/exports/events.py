"""What happens to exports."""

from saath.timeline.kinds import EventKind

EXPORT_ASKED = EventKind("export.asked")
EXPORT_READ = EventKind("export.read")
EXPORT_ENDED = EventKind("export.ended")
EXPORT_FETCHED = EventKind("export.fetched")
EXPORT_REMOVED = EventKind("export.removed")
SHOP_IMPORT_ASKED = EventKind("shop.import_asked")
SHOP_IMPORT_CHECKED = EventKind("shop.import_checked")
SHOP_IMPORT_ENDED = EventKind("shop.import_ended")
SHOP_IMPORT_DROPPED = EventKind("shop.import_dropped")

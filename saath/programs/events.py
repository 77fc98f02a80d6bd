"""What can happen to the programs of a shop."""

from saath.timeline.kinds import EventKind

TOKEN_MADE = EventKind("token.made")
TOKEN_ENDING = EventKind("token.ending")
TOKEN_REVOKED = EventKind("token.revoked")
APP_ADDED = EventKind("app.added")
APP_CHANGED = EventKind("app.changed")
APP_REMOVED = EventKind("app.removed")
APP_LET_IN = EventKind("app.let_in")
APP_ENDING = EventKind("app.ending")
APP_SHUT_OUT = EventKind("app.shut_out")

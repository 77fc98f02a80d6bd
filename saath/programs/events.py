"""What can happen to the programs of a shop."""

from saath.timeline.kinds import EventKind

TOKEN_MADE = EventKind("token.made")
TOKEN_REVOKED = EventKind("token.revoked")

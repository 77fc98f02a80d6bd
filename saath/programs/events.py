"""What can happen to the programs of a shop."""

from saath.timeline.kinds import EventKind

TOKEN_MADE = EventKind("token.made")
TOKEN_ENDING = EventKind("token.ending")
TOKEN_REVOKED = EventKind("token.revoked")

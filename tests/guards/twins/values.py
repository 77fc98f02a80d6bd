"""Values: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.conversations.actions.fields.fill_conversation": NOT_YET,
    "saath.conversations.actions.fields.unfill_conversation": NOT_YET,
    "saath.fields.actions.filling.fill_customer": NOT_YET,
    "saath.fields.actions.filling.unfill_customer": NOT_YET,
}

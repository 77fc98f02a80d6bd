"""Where orders come from: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.hear.note_download": "is for a person who looks for a fault, and the audit says who took it",
}

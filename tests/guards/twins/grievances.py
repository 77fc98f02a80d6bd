"""Grievances: the desk and the API offer the same, but for the file."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.promises.grievances.actions.exporting.export_register": "a sheet for people; programs list the register itself",
}

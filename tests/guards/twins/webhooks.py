"""Webhooks: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "no operation offers it yet"
NOT_FOR_PROGRAMS: dict[str, str] = {
    f"saath.webhooks.actions.{name}": NOT_YET
    for name in (
        "endpoints.add_endpoint",
        "endpoints.change_endpoint",
        "endpoints.pause_endpoint",
        "endpoints.remove_endpoint",
        "endpoints.resume_endpoint",
        "endpoints.rotate_secret",
        "endpoints.send_test",
        "replays.begin_replay",
        "replays.send_again",
    )
}

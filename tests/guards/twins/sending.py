"""Sending: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.sending.actions.domains.ask_dns": NOT_YET,
    "saath.sending.actions.domains.keep_keys": NOT_YET,
    "saath.sending.actions.domains.say_plus": NOT_YET,
    "saath.sending.actions.domains.test_plus": NOT_YET,
    "saath.sending.actions.ways.add_brevo": NOT_YET,
    "saath.sending.actions.ways.add_consent": NOT_YET,
    "saath.sending.actions.ways.add_mailgun": NOT_YET,
    "saath.sending.actions.ways.add_server": NOT_YET,
    "saath.sending.actions.ways.change_place": NOT_YET,
    "saath.sending.actions.ways.change_secret": NOT_YET,
    "saath.sending.actions.ways.remove_way": NOT_YET,
    "saath.sending.actions.ways.try_way": NOT_YET,
    "saath.sending.actions.ways.use_installation": NOT_YET,
    "saath.sending.actions.ways.use_way": NOT_YET,
}

"""Mailboxes: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.mailboxes.actions.manage.add_mailbox": NOT_YET,
    "saath.mailboxes.actions.manage.change_password": NOT_YET,
    "saath.mailboxes.actions.manage.change_place": NOT_YET,
    "saath.mailboxes.actions.manage.choose_import": NOT_YET,
    "saath.mailboxes.actions.manage.keep_consent": NOT_YET,
    "saath.mailboxes.actions.manage.pause_mailbox": NOT_YET,
    "saath.mailboxes.actions.manage.read_sent": NOT_YET,
    "saath.mailboxes.actions.manage.remove_mailbox": NOT_YET,
    "saath.mailboxes.actions.manage.resume_mailbox": NOT_YET,
    "saath.mailboxes.actions.manage.scan_again": NOT_YET,
    "saath.mailboxes.actions.manage.try_again": NOT_YET,
}

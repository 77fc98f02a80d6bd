"""Customers: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.customers.actions.consent.record_consent": NOT_YET,
    "saath.customers.actions.consent.withdraw_consent": NOT_YET,
    "saath.customers.actions.edit.edit_customer": NOT_YET,
    "saath.customers.actions.know.forget_identity": NOT_YET,
    "saath.customers.actions.know.know_by": NOT_YET,
    "saath.customers.actions.merge.merge_customers": NOT_YET,
    "saath.customers.actions.merge.undo_merge": NOT_YET,
    "saath.customers.actions.notes.pin_note": NOT_YET,
    "saath.customers.actions.notes.remove_note": NOT_YET,
    "saath.customers.actions.notes.restore_note": NOT_YET,
    "saath.customers.actions.notes.write_note": NOT_YET,
    "saath.customers.actions.split.split_off": NOT_YET,
    "saath.customers.actions.split.undo_split": NOT_YET,
    "saath.customers.actions.suggest.dismiss_suggestion": NOT_YET,
    "saath.customers.actions.suggest.restore_suggestion": NOT_YET,
    "saath.customers.actions.suggest.suggest_same": NOT_YET,
    "saath.customers.actions.tags.tag_customer": NOT_YET,
    "saath.customers.actions.tags.untag_customer": NOT_YET,
}

"""Settings: where the desk and the API differ."""

from __future__ import annotations

NOT_YET = "its operations are still to be written"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.stores.actions.acknowledging.word_acknowledgement": NOT_YET,
    "saath.stores.actions.opening.open_shop": "before there is a shop or anybody to make a token",
    "saath.stores.actions.settings.add_holiday": NOT_YET,
    "saath.stores.actions.settings.remove_holiday": NOT_YET,
    "saath.stores.actions.settings.set_after_solving": NOT_YET,
    "saath.stores.actions.settings.set_first_answer_target": NOT_YET,
    "saath.stores.actions.settings.set_holiday_state": NOT_YET,
    "saath.stores.actions.settings.set_hours": NOT_YET,
    "saath.stores.actions.settings.set_languages": NOT_YET,
    "saath.stores.actions.shop.present_shop": NOT_YET,
}

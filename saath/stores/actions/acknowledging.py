"""Deciding what a machine says at once to whoever writes."""

from __future__ import annotations

from collections.abc import Mapping

from saath.stores.acknowledgement import ACKNOWLEDGEMENT
from saath.stores.actions.settings import set_acknowledges
from saath.stores.actions.texts import word_languages
from saath.stores.calendar import settings_of
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action


@action
def word_acknowledgement(actor: Actor, *, on: bool, texts: Mapping[str, str]) -> None:
    """Switch the acknowledgement on or off and word it by language; '' stands for our own words (`word_languages`).

    Raises Forbidden, BadInput (placeholders).
    """
    actor.require("store.settings")
    if settings_of(current_store_id()).acknowledges != on:
        set_acknowledges(actor, on=on)
    word_languages(actor, ACKNOWLEDGEMENT, texts=texts)

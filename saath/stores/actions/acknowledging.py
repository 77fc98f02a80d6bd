"""Deciding what a machine says at once to whoever writes."""

from __future__ import annotations

from collections.abc import Mapping

from saath.stores.acknowledgement import ACKNOWLEDGEMENT
from saath.stores.actions.settings import set_acknowledges
from saath.stores.actions.texts import use_our_text, word_text
from saath.stores.calendar import settings_of
from saath.stores.models import CustomerText
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action


@action
def word_acknowledgement(actor: Actor, *, on: bool, texts: Mapping[str, str]) -> None:
    """Switch the acknowledgement on or off and word it by language; '' stands for our own words.

    As soon as the shop words one language itself, all that are given are its own: else another would fall back to it.
    Raises Forbidden, BadInput (placeholders).
    """
    actor.require("store.settings")
    store_id = current_store_id()
    if settings_of(store_id).acknowledges != on:
        set_acknowledges(actor, on=on)
    ours = ACKNOWLEDGEMENT.ours.versions
    wanted = {language: text.strip() or ours[language] for language, text in texts.items()}
    theirs = {row.language: row for row in CustomerText.objects.filter(key=ACKNOWLEDGEMENT.name)}
    if all(text == ours[language] for language, text in wanted.items()):
        for row in theirs.values():
            use_our_text(actor, row)
        return
    base = Store.objects.get(pk=store_id).language
    for language in sorted(wanted, key=lambda code: code != base):
        if language not in theirs or theirs[language].text != wanted[language]:
            word_text(actor, ACKNOWLEDGEMENT, language=language, text=wanted[language])

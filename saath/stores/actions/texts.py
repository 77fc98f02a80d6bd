"""Wording what customers read."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Max

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.stores import events
from saath.stores.models import CustomerText
from saath.stores.texts import TextKey, check_wording
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def word_text(actor: Actor, key: TextKey, *, language: str, text: str) -> CustomerText:
    """Give a text the shop's own wording in one language; it follows the present one of the shop's language.

    Raises Forbidden, BadInput (unknown language, placeholders).
    """
    actor.require("store.settings")
    if language not in CODES:
        raise BadInput(field="language")
    check_wording(key, text)
    row = CustomerText.objects.select_for_update().filter(key=key.name, language=language).first()
    row = row or CustomerText(key=key.name, language=language, version=_last_followed(key.name))
    row.text, row.version, row.changed_at = text.strip(), row.version + 1, now()
    row.based_on_version = _base_version(key.name)
    row.save()
    emit(actor, events.TEXT_WORDED, subject=row, changed=("text",))
    return row


@action
def word_languages(actor: Actor, key: TextKey, *, texts: Mapping[str, str]) -> None:
    """Word a text by language; '' stands for our own words.

    As soon as the shop words one language itself, all that are given are its own: else another would fall back to it.
    Raises Forbidden, BadInput (placeholders).
    """
    actor.require("store.settings")
    ours = key.ours.versions
    wanted = {language: text.strip() or ours[language] for language, text in texts.items()}
    theirs = {row.language: row for row in CustomerText.objects.filter(key=key.name)}
    if all(text == ours[language] for language, text in wanted.items()):
        for row in theirs.values():
            use_our_text(actor, row)
        return
    base = Store.objects.get(pk=current_store_id()).language
    for language in sorted(wanted, key=lambda code: code != base):
        if language not in theirs or theirs[language].text != wanted[language]:
            word_text(actor, key, language=language, text=wanted[language])


@action
def confirm_text(actor: Actor, text: CustomerText) -> None:
    """Say that a version still fits the present wording in the shop's language. Raises Forbidden."""
    actor.require("store.settings")
    text.based_on_version = _base_version(text.key)
    text.save(update_fields=["based_on_version"])
    emit(actor, events.TEXT_WORDED, subject=text, changed=("based_on_version",))


@action
def use_our_text(actor: Actor, text: CustomerText) -> None:
    """Go back to our wording in this language. Raises Forbidden."""
    actor.require("store.settings")
    emit(actor, events.TEXT_WORDED, subject=text, changed=("text",))
    text.delete()


def _base_version(key: str) -> int:
    """The version of the wording in the shop's own language; 0 while that is ours."""
    language = Store.objects.get(pk=current_store_id()).language
    base = CustomerText.objects.filter(key=key, language=language).first()
    return base.version if base else 0


def _last_followed(key: str) -> int:
    """The highest version that a language follows: a text worded anew after going back counts on from it."""
    followed = CustomerText.objects.filter(key=key).aggregate(last=Max("based_on_version"))
    return followed["last"] or 0

"""The apology, filled in for one conversation."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from saath.conversations.models import Conversation
from saath.conversations.solving.words import language_for
from saath.conversations.ways import way_of
from saath.core.clock import now
from saath.promises.amends.texts import APOLOGY, GIFT
from saath.promises.models import Amends
from saath.stores.calendar import hours_of, settings_of
from saath.stores.hours import first_answer_due
from saath.stores.said_times import moment_in_words
from saath.stores.shop_name import shop_name
from saath.stores.texts import Wording, text_for
from saath.tenancy.scope import current_store_id

# A paragraph that has nothing to say leaves with the blank line below it.
GIFT_LINE, NAME_LINE = "{gift}\n\n", "{colleague}\n"


def words_of_apology(amends: Amends, conversation: Conversation) -> Wording:
    """Return the apology as it is said now: what was promised, by when the answer comes, and what the customer gets."""
    settings = settings_of(current_store_id())
    store, language = settings.store, language_for(conversation, settings)
    wording = text_for(store, APOLOGY, language)
    text = wording.text if amends.code else wording.text.replace(GIFT_LINE, "")
    text = text if amends.signed_by else text.replace(NAME_LINE, "")
    gift = text_for(store, GIFT, wording.language)
    with translation.override(wording.language):
        values = {
            "promised": moment_in_words(amends.promised_at, now=now(), zone=store.zone),
            "answer": moment_in_words(_answered_by(conversation), now=now(), zone=store.zone),
        }
    values |= {"reference": conversation.reference, "shop": shop_name(store, wording.language)}
    values["colleague"] = amends.signed_by.display_name if amends.signed_by else values["shop"]
    values["gift"] = (
        gift.fill(code=amends.code, amount=amends.cost.format(wording.language)) if amends.code else ""
    )
    return Wording(Wording(text, wording.language).fill(**values), wording.language)


def _answered_by(conversation: Conversation) -> datetime:
    """Return by when the answer comes now: so much open time as a first answer takes, counted anew."""
    hours = hours_of(current_store_id(), way_of(conversation).account.channel)
    return first_answer_due(hours.calendar, now(), hours.first_answer_target_seconds) or now()

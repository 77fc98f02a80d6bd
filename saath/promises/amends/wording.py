"""The apology, filled in for one conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from saath.conversations.models import Conversation
from saath.conversations.solving.words import language_for
from saath.conversations.ways import way_of
from saath.core.clock import now
from saath.core.money import Money
from saath.promises.amends.texts import APOLOGY, GIFT
from saath.promises.models import Amends
from saath.stores.calendar import hours_of, settings_of
from saath.stores.hours import first_answer_due
from saath.stores.said_times import moment_in_words
from saath.stores.shop_name import shop_name
from saath.stores.texts import Wording, text_for
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

# A paragraph that has nothing to say leaves with the blank line below it.
GIFT_LINE, NAME_LINE = "{gift}\n\n", "{colleague}\n"


@dataclass(frozen=True, slots=True)
class Excuse:
    """What an apology tells: what was promised, by when the answer comes now, the code that goes with it, who signs."""

    reference: str
    promised_at: datetime
    answer_at: datetime
    code: str
    cost: Money
    colleague: str


def words_of_apology(amends: Amends, conversation: Conversation) -> Wording:
    """Return the apology as it is said now: what was promised, by when the answer comes, and what the customer gets."""
    settings = settings_of(current_store_id())
    store = settings.store
    wording = text_for(store, APOLOGY, language_for(conversation, settings))
    excuse = Excuse(
        reference=conversation.reference,
        promised_at=amends.promised_at,
        answer_at=_answered_by(conversation),
        code=amends.code,
        cost=amends.cost,
        colleague=amends.signed_by.display_name if amends.signed_by else "",
    )
    return filled_apology(wording, store, excuse)


def filled_apology(wording: Wording, store: Store, excuse: Excuse) -> Wording:
    """Return the text of an apology with its values; one without a colleague is signed by the shop alone."""
    text, language = wording.text, wording.language
    text = text if excuse.code else text.replace(GIFT_LINE, "")
    text = text if excuse.colleague else text.replace(NAME_LINE, "")
    shop = shop_name(store, language)
    with translation.override(language):
        promised = moment_in_words(excuse.promised_at, now=now(), zone=store.zone)
        answer = moment_in_words(excuse.answer_at, now=now(), zone=store.zone)
    filled = Wording(text, language).fill(
        shop=shop,
        reference=excuse.reference,
        promised=promised,
        answer=answer,
        gift=_gift(store, excuse, language) if excuse.code else "",
        colleague=excuse.colleague or shop,
    )
    return Wording(filled.strip(), language)


def _gift(store: Store, excuse: Excuse, language: str) -> str:
    return text_for(store, GIFT, language).fill(code=excuse.code, amount=excuse.cost.format(language))


def _answered_by(conversation: Conversation) -> datetime:
    """Return by when the answer comes now: so much open time as a first answer takes, counted anew."""
    hours = hours_of(current_store_id(), way_of(conversation).account.channel)
    return first_answer_due(hours.calendar, now(), hours.first_answer_target_seconds) or now()

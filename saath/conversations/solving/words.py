"""In which words a customer is asked whether it is sorted."""

from __future__ import annotations

from saath.conversations.models import Conversation, Solution
from saath.conversations.solving.links import links_of
from saath.stores.calendar import settings_of
from saath.stores.models import StoreSettings
from saath.stores.shop_name import shop_name
from saath.stores.sorted import IS_IT_SORTED, THANKS_FOR_WRITING
from saath.stores.texts import Wording, text_for
from saath.tenancy.scope import current_store_id


def language_for(conversation: Conversation, settings: StoreSettings) -> str:
    """Return in which language a machine writes to a customer: as they wish, else as they write, where the shop answers in it.

    Else it is the shop's own.
    """
    known = (conversation.customer.wished_language, conversation.language)
    return next((code for code in known if code in settings.languages), settings.store.language)


def words_below(solution: Solution) -> str:
    """Return the question with its links, as it stands below the message that asks it."""
    settings = settings_of(current_store_id())
    language = language_for(solution.conversation, settings)
    return text_for(settings.store, IS_IT_SORTED, language).fill(**links_of(solution))


def words_of_thanks(conversation: Conversation, settings: StoreSettings) -> Wording:
    """Return the word of its own that asks where no answer did."""
    wording = text_for(settings.store, THANKS_FOR_WRITING, language_for(conversation, settings))
    shop = shop_name(settings.store, wording.language)
    return Wording(wording.fill(shop=shop, reference=conversation.reference), wording.language)

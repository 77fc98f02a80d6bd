"""What customers call the shop, in each language."""

from saath.stores.texts import LocalText, TextKey, text_for
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction

SHOP_NAME = TextKey("shop.name", LocalText({"en": "Our shop", "hi": "हमारी दुकान", "gu": "અમારી દુકાન"}))


def shop_name(store: Store, language: str) -> str:
    """The shop's name as customers of this language read it."""
    return text_for(store, SHOP_NAME, language).text


def shop_name_anywhere(store: Store, language: str) -> str:
    """The same, for a page that may be outside the scope of the store."""
    with store_scope(store.pk), read_transaction():
        return shop_name(store, language)

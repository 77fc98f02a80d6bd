"""What customers call the shop, in each language."""

from saath.stores.texts import LocalText, TextKey, text_for
from saath.tenancy.models import Store

SHOP_NAME = TextKey("shop.name", LocalText({"en": "Our shop", "hi": "हमारी दुकान", "gu": "અમારી દુકાન"}))


def shop_name(store: Store, language: str) -> str:
    """The shop's name as customers of this language read it."""
    return text_for(store, SHOP_NAME, language).text

"""What the values of a saved reply are taken from. Each is asked for once, and only when a text names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from saath.conversations.models import Conversation
from saath.conversations.queries.fields import known_in
from saath.conversations.reached import calendar_for
from saath.stores.hours import Calendar
from saath.stores.shop_name import SHOP_NAME
from saath.stores.texts import LocalText, local_text
from saath.tenancy.models import Store


@dataclass(frozen=True)
class Facts:
    """A conversation with its customer, who answers, the shop, and the time."""

    conversation: Conversation
    my_name: str
    store: Store
    at: datetime

    @property
    def wished_language(self) -> str:
        """In what the customer wants to read, as a colleague wrote it down; "" where it is only what they write in."""
        return self.conversation.customer.wished_language

    @cached_property
    def calendar(self) -> Calendar:
        """When the shop answers on the channel of the conversation; one statement."""
        return calendar_for(self.conversation)

    @cached_property
    def known(self) -> Mapping[int, str]:
        """What the shop's own fields know of the conversation and its customer, by field; one statement."""
        found = known_in(self.conversation)
        return {each.field.pk: each.value for each in (*found.conversation, *found.customer)}

    @cached_property
    def shop_names(self) -> LocalText:
        """What customers call the shop; one statement."""
        return local_text(self.store, SHOP_NAME)


EXAMPLE_NAMES: Mapping[str, str] = {
    "en": "Sunita",
    "hi": "सुनीता",
    "gu": "સુનીતા",
    "hi-latn": "Sunita",
    "gu-latn": "Sunita",
}

"""Where everybody reads what the shop promises: an upper room knows, and `config/wiring.py` introduces it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from saath.channels.registry import adapter_class
from saath.conversations.models import Message

# Returns the address in a language, '' where the shop has published nothing.
AddressIn = Callable[[str], str]

_known: list[AddressIn] = []


def promises_are_read_at(address_in: AddressIn) -> None:
    """Ask `address_in` where a customer reads what is promised."""
    _known[:] = [address_in]


def promise_page(language: str) -> str:
    """Return the address of what the shop promises in a language, '' where nothing is published."""
    return next((address_in(language) for address_in in _known), "")


def words_of_promises(message: Message) -> str:
    """Return what stands below a letter that names a promise: where all of them are read, '' where they are nowhere."""
    if not adapter_class(message.leaves_by.channel).capabilities.has_subject:
        return ""
    address = promise_page(message.language)
    if not address:
        return ""
    with translation.override(message.language):
        return _("What we promise you, and how well we keep it: %(link)s") % {"link": address}

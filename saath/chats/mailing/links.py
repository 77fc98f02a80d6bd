"""The link by which an address that was typed into the chat is confirmed: a row's id and our signature, and no more."""

from __future__ import annotations

from django.urls import reverse

from saath.chats.mailing.rules import is_link_over
from saath.chats.models import Contact
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.tokens import ExpiredToken, open_id, seal_id
from saath.stores.links import shopper_origin
from saath.tenancy.scope import current_store_id

PURPOSE = "chat address"
SHOPPERS = "config.urls.shopper"


def link_of(contact: Contact) -> str:
    """Return the address of the page that asks whether an address is theirs; opening it does nothing."""
    page = reverse("portal:address", args=[seal_id(PURPOSE, contact.public_id)], urlconf=SHOPPERS)
    return shopper_origin(current_store_id()) + page


def contact_of_link(sealed: str) -> Contact:
    """Return what a link is about. Raises `BadToken`, `ExpiredToken`, `NotFound` for another shop's."""
    public_id = open_id(PURPOSE, sealed)
    found = Contact.objects.select_related("identity__customer").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    if found.confirmed_at is None and is_link_over(found.asked_at, now()):
        raise ExpiredToken()
    return found

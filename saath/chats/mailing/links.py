"""The link by which an address that was typed into the chat is confirmed: the id of its mail and our signature, and no more."""

from __future__ import annotations

from django.urls import reverse

from saath.chats.mailing.rules import is_link_over
from saath.chats.models import ChatMail, Contact
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.tokens import ExpiredToken, open_id, seal_id
from saath.stores.links import shopper_origin
from saath.tenancy.scope import current_store_id

PURPOSE = "chat address"
SHOPPERS = "config.urls.shopper"


def link_of(mail: ChatMail) -> str:
    """Return the address of the page that asks whether an address is theirs; opening it does nothing.

    Each mail has its own: asking for another makes none good again.
    """
    page = reverse("portal:address", args=[seal_id(PURPOSE, mail.public_id)], urlconf=SHOPPERS)
    return shopper_origin(current_store_id()) + page


def contact_of_link(sealed: str) -> Contact:
    """Return what a link is about. Raises `BadToken`, `ExpiredToken`, `NotFound` for another shop's."""
    mails = ChatMail.objects.select_related("contact__identity__customer")
    mail = mails.filter(public_id=open_id(PURPOSE, sealed)).first()
    if mail is None or mail.contact is None:
        raise NotFound()
    if is_link_over(mail.created_at, now()):
        raise ExpiredToken()
    return mail.contact

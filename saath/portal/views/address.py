"""Whether an address that was typed into the chat is theirs. Opening the page says nothing: mail scanners open every link."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saath.chats.actions.contact import confirm_contact
from saath.chats.mailing.links import contact_of_link
from saath.chats.models import Contact
from saath.core.errors import SaathError
from saath.core.tokens import ExpiredToken
from saath.portal.pages import ShopperRequest, count_try, page, refused
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import read_transaction


# The link is all that gives a right here, and no cookie adds to it: so the form works where cookies are refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: ShopperRequest, sealed: str) -> HttpResponse:
    """Ask whether an address is theirs; a POST says that it is."""
    try:
        with read_transaction():
            contact = contact_of_link(sealed)
        if request.method != "POST":
            return _page(request, contact)
        count_try(sealed)
        confirm_contact(Actor(kind="outsider", label="by the link", store_id=contact.store_id), contact)
    except ExpiredToken:
        return page(
            request, "portal/asked_over.html", {"stand": "expired"}, language="", status=HTTPStatus.GONE
        )
    except SaathError as error:
        return refused(request, error)
    return redirect(request.path)


def _page(request: ShopperRequest, contact: Contact) -> HttpResponse:
    context = {"address": contact.address, "is_confirmed": contact.confirmed_at is not None}
    return page(request, "portal/address.html", context, language=contact.identity.customer.language)

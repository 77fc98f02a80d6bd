"""What a link in an answer offers: the way to the shop, or a payment. No cookie, and nothing kept of who opens it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saath.core.errors import NotFound, RateLimited, SaathError
from saath.orders.actions.offers import count_opening
from saath.orders.models import Offer
from saath.orders.products.figures import payment_account
from saath.orders.products.links import leads_to, offer_behind
from saath.orders.products.upi import upi_link
from saath.portal.pages import ShopperRequest, count_try, page, refused, spoken
from saath.stores.shop_name import shop_name
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import read_transaction


@require_safe
def offer(request: ShopperRequest, token: str) -> HttpResponse:
    """Lead to the shop's own host, or show how to pay; a link that is not ours leads nowhere."""
    try:
        with read_transaction():
            found = offer_behind(token)
            address = "" if found.kind == Offer.Kind.PAYMENT else leads_to(found)
    except SaathError as error:
        return refused(request, error)
    if request.method == "GET":
        _count(found, token)
    if not address:
        return _pay(request, found)
    response = redirect(address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _count(found: Offer, token: str) -> None:
    try:
        count_try(token)
    except RateLimited:
        return  # a machine that opens it again and again is no interest of customers
    count_opening(Actor(kind="outsider", label="by the link", store_id=found.store_id), found)


def _pay(request: ShopperRequest, found: Offer) -> HttpResponse:
    with read_transaction():
        account, language = payment_account(), found.customer.language
    if account is None:
        return refused(request, NotFound())
    with translation.override(spoken(language)):
        name = shop_name(request.store, get_language() or "en")
        link = upi_link(
            vpa=account.vpa,
            name=account.name,
            amount=found.amount,
            reference=found.public_id.hex,
            note=_("Payment to %(name)s") % {"name": name},
        )
        context = {
            "link": link,
            "code": _drawn(link),
            "account": account,
            "amount": found.amount.format(get_language() or "en"),
        }
    return page(request, "portal/pay.html", context, language=language)


def _drawn(link: str) -> SafeString:
    """Return the code of a link as one path, to stand inside the page."""
    import qrcode  # here, as it brings Pillow, and only a payment draws a code

    code = qrcode.QRCode(border=3)
    code.add_data(link)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    # Numbers and our own words alone: nothing of the link is in it.
    return mark_safe(  # noqa: S308
        f'<svg viewBox="0 0 {len(rows)} {len(rows)}" width="240" height="240" role="img" aria-hidden="true">'
        f'<path fill="#fff" d="M0 0h{len(rows)}v{len(rows)}H0z"/><path fill="#000" d="{path}"/></svg>'
    )

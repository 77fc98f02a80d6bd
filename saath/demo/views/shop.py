"""The page of the demo's shop, on the shop's own host, and the way there from the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saath.core.errors import NotFound
from saath.core.languages import CHOICES, CODES
from saath.demo import shop_page
from saath.desk.request import StaffRequest
from saath.stores.links import shopper_origin, staff_origin

# What a careful shop allows its page: its own files, and the chat's script and frame, which in the demo come from here too.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    """Show the shop's page in the language of `?lang=`; raises `NotFound` for any shop but the demo's."""
    store = getattr(request, "store", None)
    if store is None or not shop_page.is_there(store):
        raise NotFound
    asked = request.GET.get("lang", "")
    language = asked if asked in CODES else translation.get_language() or "en"
    with translation.override(language):
        context = {
            "words": shop_page.words(language),
            "goods": shop_page.goods(language),
            "language": language,
            "languages": CHOICES,
            "own_names": _("Language"),
            "desk": staff_origin(store.pk),
        }
        response = render(request, "demo/shop.html", context)
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = POLICY
    return response


@require_safe
def to_shop(request: StaffRequest) -> HttpResponse:
    """Send a colleague to the shop's page, in their language; raises `NotFound` where there is none."""
    request.actor.require("conversation.read")
    if not shop_page.is_there(request.store):
        raise NotFound
    address = reverse("demo_shop:shop", urlconf="config.urls.shopper")
    return redirect(f"{shopper_origin(request.store.pk)}{address}?lang={translation.get_language()}")

"""`/chat/`: the frame with the conversation, which only the sites that the shop has named may show."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from saath.chat_widget.shop import ShopperRequest, chat_on, colour_of
from saath.chat_widget.words import frame_words
from saath.core.languages import CHOICES, CODES
from saath.promises.standards.queries import promise_of
from saath.stores.shop_name import shop_name
from saath.ui.origins import origins


@require_safe
def frame(request: ShopperRequest) -> HttpResponse:
    """Show the empty frame in the language of `?lang=`; its scripts fill it. 404 while the shop's chat is off."""
    settings = chat_on()
    asked = request.GET.get("lang", "")
    language = asked if asked in CODES else translation.get_language() or "en"
    with translation.override(language):
        context = {
            "words": frame_words(),
            "shop_name": shop_name(request.store, language),
            "colour": colour_of(settings, request.store).removeprefix("#"),
            "languages": CHOICES,
            "language": language,
            "has_standards": promise_of(request.store.pk, "") is not None,
        }
        response = render(request, "chat_widget/frame.html", context)
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = frame_policy(
        settings.sites, files=origins(request, "content")
    )
    # A page of the shop that isolates itself (COEP) may show the frame too.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = "no-cache"
    return response


def frame_policy(sites: list[str], *, files: str) -> str:
    """Return the Content-Security-Policy of the frame: our own files, pictures of customers, and who may show it."""
    shown_by = " ".join(sites) or "'none'"
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: {files}; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {shown_by}"
    )

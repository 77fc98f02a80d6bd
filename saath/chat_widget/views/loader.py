"""`/chat.js`: what a page of the shop loads to have the chat. It asks for nothing else until somebody opens it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from saath.chat_widget.shop import ShopperRequest, chat_on, colour_of
from saath.chat_widget.words import loader_words
from saath.chats.queries.openers import WordedOpener, openers_on
from saath.core.languages import CODES
from saath.stores.shop_name import shop_name
from saath.ui.staticfiles import bare, bundle_js

STATIC = Path(__file__).resolve().parents[1] / "static"
KEPT_SECONDS = 600


@require_safe
@conditional_page
@cache_control(public=True, max_age=KEPT_SECONDS)
def loader(request: ShopperRequest) -> HttpResponse:
    """Return the script with what it has to know of the shop; 404 while the shop's chat is off."""
    settings, origin = chat_on(), f"{request.scheme}://{request.get_host()}"
    shop = {
        "origin": origin,
        "frame": origin + reverse("chat_widget:frame"),
        "colour": colour_of(settings, request.store),
        "words": {code: _words(request, code) for code in CODES},
        "openers": [_opener(each) for each in openers_on(request.store)],
    }
    script = f"(() => {{\nconst SHOP = {json.dumps(shop)};\n{_script()}}})();\n"
    # Any page may load it; what it opens, only the shop's own sites may show.
    headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@cache
def _script() -> str:
    return bare(bundle_js(STATIC, "chat/loader.js"))


def _opener(worded: WordedOpener) -> dict[str, Any]:
    opener, text = worded.opener, worded.text
    return {
        "id": str(opener.public_id),
        "path": opener.path,
        "kind": opener.kind,
        "seconds": opener.seconds,
        "words": dict(text.versions),
        "base": text.base,
    }


def _words(request: ShopperRequest, code: str) -> Any:
    with translation.override(code):
        return loader_words(shop_name(request.store, code))

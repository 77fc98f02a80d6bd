"""Which language a page speaks, and which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString

READ_CHARACTERS: Final = 200
# Letters and vowel signs, without digits and without the danda, which all Indic scripts share.
_SCRIPTS: Final = {
    "en": re.compile("[A-Za-z\u00c0-\u024f]+"),
    "hi": re.compile("[\u0900-\u0963\u0970-\u097f]+"),
    "gu": re.compile("[\u0a80-\u0ae3\u0af9-\u0aff]+"),
}


def register_gujarati() -> None:
    """Add Gujarati to the languages that Django can name; it ships no catalogue for it."""
    LANG_INFO.setdefault("gu", {"bidi": False, "code": "gu", "name": "Gujarati", "name_local": "ગુજરાતી"})


def text_language(text: str) -> str:
    """Return "hi", "gu" or "en" by the script of most letters at its beginning; "" for another or none.

    Romanised Hindi and Gujarati count as "en": `lang` chooses leading and voice, and both want Latin ones.
    """
    beginning = text[:READ_CHARACTERS]
    if beginning.isascii():
        return "en" if _SCRIPTS["en"].search(beginning) else ""
    counts = {code: sum(map(len, script.findall(beginning))) for code, script in _SCRIPTS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else ""


def page_language() -> str:
    """Return the language that this page speaks."""
    return translation.get_language() or "en"


# typed: text that is already safe and the same text that is not make different markup.
@lru_cache(maxsize=4096, typed=True)
def lang_attribute(text: str, language: str, page: str) -> SafeString:
    """Return ` lang="hi"` when the text (in `language`, or by its script) is not in the page's language, else ""."""
    found = language or text_language(text)
    return format_html(' lang="{}"', found) if found and found != page else SafeString("")


class LanguageMiddleware:
    """Speak the person's language: their setting, else the cookie, else what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose by cookie and browser, and name the language of the answer."""
        self._speak(request, translation.get_language_from_request(request))
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", page_language())
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> None:
        """Prefer the setting of who is signed in, known only after the middleware that comes later."""
        chosen = getattr(getattr(request, "user", None), "language", "")
        if chosen:
            self._speak(request, chosen)

    @staticmethod
    def _speak(request: HttpRequest, language: str) -> None:
        translation.activate(language)
        request.LANGUAGE_CODE = page_language()

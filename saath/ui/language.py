"""Which language a page speaks, and which language a text is in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any, Final

from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

_SCRIPTS: Final = (("hi", 0x0900, 0x097F), ("gu", 0x0A80, 0x0AFF))


def register_gujarati() -> None:
    """Add Gujarati to the languages that Django can name; it ships no catalogue for it."""
    LANG_INFO.setdefault("gu", {"bidi": False, "code": "gu", "name": "Gujarati", "name_local": "ગુજરાતી"})


def text_language(text: str) -> str:
    """Return "hi", "gu" or "en" by the script of most letters and vowel signs; "" for a text without letters.

    Romanised Hindi and Gujarati count as "en": `lang` chooses leading and voice, and both want Latin ones.
    """
    counts = dict.fromkeys(("en", "hi", "gu"), 0)
    for char in text:
        if unicodedata.category(char)[0] in "LM":
            counts[_script_language(ord(char))] += 1
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else ""


def _script_language(code_point: int) -> str:
    return next((code for code, first, last in _SCRIPTS if first <= code_point <= last), "en")


class LanguageMiddleware:
    """Speak the person's language: their setting, else the cookie, else what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose by cookie and browser, and name the language of the answer."""
        self._speak(request, translation.get_language_from_request(request))
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
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
        request.LANGUAGE_CODE = translation.get_language() or "en"

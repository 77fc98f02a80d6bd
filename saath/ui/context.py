"""What every page knows: language, colour scheme, and the clock of the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation

THEME_COOKIE = "saath_theme"
THEMES = ("light", "dark")
# Read by `js/keys.js`: whether single letters work as keys in this browser.
KEYS_COOKIE, KEYS_OFF = "saath_keys", "off"


@dataclass(frozen=True)
class Interface:
    """How this page looks and speaks; `theme` is "" when the device decides."""

    language: str
    theme: str
    now_epoch: int
    shop_colour: str


def interface(request: HttpRequest) -> dict[str, Any]:
    """Give `interface` to every template (context processor)."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "interface": Interface(
            language=translation.get_language() or "en",
            theme=theme if theme in THEMES else "",
            now_epoch=int(timezone.now().timestamp()),
            shop_colour=_shop_colour(request),
        )
    }


def _shop_colour(request: HttpRequest) -> str:
    colour = str(getattr(getattr(request, "store", None), "colour", "")).removeprefix("#").lower()
    return colour if len(colour) == 6 and set(colour) <= set("0123456789abcdef") else ""

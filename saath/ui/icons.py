"""The icon sprite: which icons there are, and the markup that shows one."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Return the names of all icons in the sprite."""
    return frozenset(re.findall(r'<symbol id="i-([a-z-]+)"', SPRITE.read_text(encoding="utf-8")))


# typed: text that is already safe and the same text that is not make different markup.
@lru_cache(maxsize=1024, typed=True)
def icon_markup(name: str, size: str = "", label: str = "") -> SafeString:
    """Return one icon: hidden from screen readers beside text, named when it stands alone (`label`).

    `size` is "" (20 px), "s" (16 px) or "l" (28 px). Raises ValueError for a name that the sprite lacks.
    """
    if name not in icon_names():
        raise ValueError(f"no icon named {name!r} in {SPRITE.name}")
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    classes = f"i {size}".rstrip()
    return format_html(
        '<svg class="{}" {}><use href="{}#i-{}"/></svg>', classes, voice, static("ui/icons.svg"), name
    )

"""The desk as an app of its own: what a browser asks before it installs a page."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saath.ui.language import page_language

GROUND = "#f3f4f1"
ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"))
MASKABLE = (("maskable-192", 192, "maskable"), ("maskable-512", 512, "maskable"))


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Return the web app manifest (W3C) of the shop's desk, in the language of the page that asks."""
    store = getattr(request, "store", None)
    name = store.name if store else "Saath"
    return JsonResponse(
        {
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "name": _("%(shop)s, the desk") % {"shop": name} if store else name,
            "short_name": name,
            "lang": page_language(),
            "dir": "ltr",
            "theme_color": store.colour if store else GROUND,
            "background_color": GROUND,
            "icons": [_icon(*each) for each in (*ICONS, *MASKABLE)],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "private, max-age=3600"},
    )


def _icon(name: str, pixels: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"ui/app/{name}.png"),
        "sizes": f"{pixels}x{pixels}",
        "type": "image/png",
        "purpose": purpose,
    }

"""The few pages that the look itself needs."""

from __future__ import annotations

import re
from hashlib import blake2s
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from saath.core.colours import lit
from saath.ui.errors import ErrorText, error_page
from saath.ui.language import page_language
from saath.ui.style_guide import guide_context

OFFLINE_TEXT = ErrorText(
    _("You are offline"),
    _("What you wrote is kept on this device."),
    _("When the connection is back, reload this page."),
)


@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)
def shop_colour(request: HttpRequest, colour: str) -> HttpResponse:
    """Return the style sheet that dyes shopper pages: a file, because our pages allow no inline style."""
    if not re.fullmatch("[0-9a-f]{6}", colour):
        raise Http404
    sheet = f":root {{ --shop: #{colour}; --shop-lit: {lit(f'#{colour}')}; }}\n"
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what to do without a connection."""
    return error_page(request, HTTPStatus.OK, OFFLINE_TEXT)


@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """Return the script that shows `offline` when the server cannot be reached, for every page of the host."""
    language = page_language()
    files = [static(name) for name in ("ui/saath.css", "ui/icons.svg")]
    shelf = blake2s(" ".join([language, *files]).encode(), digest_size=6).hexdigest()
    context = {
        "page": reverse("ui:offline", query={"in": language}),
        "files": files,
        "shelf": shelf,
        "static": settings.STATIC_URL,
        "icon": static("ui/app/icon-192.png"),
        "badge": static("ui/app/badge-96.png"),
    }
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    is_staff = getattr(request, "purpose", "") == "staff"
    script = render_to_string("ui/staff_worker.js" if is_staff else "ui/offline_worker.js", context)
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every part in every state, in the language of the page; only routed while developing."""
    return render(request, "ui/style_guide.html", guide_context())

"""The few pages that the look itself needs."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from saath.ui.errors import ErrorText
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
    return HttpResponse(f":root {{ --shop: #{colour}; }}\n", content_type="text/css; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what to do without a connection."""
    return render(request, "ui/errors/page.html", {"text": OFFLINE_TEXT, "may_retry": True})


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every part in every state, in the language of the page; only routed while developing."""
    return render(request, "ui/style_guide.html", guide_context())
